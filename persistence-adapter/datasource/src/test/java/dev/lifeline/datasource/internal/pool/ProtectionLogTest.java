package dev.lifeline.datasource.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.internal.driver.Protection;
import dev.lifeline.testing.log.LogCapture;
import org.junit.jupiter.api.Test;

class ProtectionLogTest {
    private static final String SERVER = "db.example.org:5432";

    private final ProtectionLog protection = new ProtectionLog(DatabaseUrl.parse("postgresql://a@db.example.org/a"));

    @Test
    void readable_traffic_is_a_warning_with_advice() {
        try (var log = LogCapture.of(ProtectionLog.class)) {
            protection.connected(SERVER, new Protection("not encrypted", true));
            protection.connected(SERVER, new Protection("not encrypted", true));

            assertThat(log.lines())
                    .containsExactly("WARN Database connection to db.example.org:5432: not encrypted;"
                            + " set sslmode=verify-full in database.url");
        }
    }

    @Test
    void each_change_is_logged() {
        try (var log = LogCapture.of(ProtectionLog.class)) {
            protection.connected(SERVER, new Protection("TLS 1.3", false));
            protection.connected(SERVER, new Protection("TLS 1.2", false));
            protection.connected(SERVER, new Protection("TLS 1.2", false));

            assertThat(log.lines())
                    .containsExactly(
                            "INFO Database connection to db.example.org:5432: TLS 1.3",
                            "INFO Database connection to db.example.org:5432: TLS 1.2");
        }
    }
}
