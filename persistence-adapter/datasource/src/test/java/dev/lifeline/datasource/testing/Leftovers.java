package dev.lifeline.datasource.testing;

import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;

/** Checks for threads and sessions that a closed data source must not leave behind. */
public final class Leftovers {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private Leftovers() {}

    /** Waits until none of Lifeline's threads is left. */
    public static void assertNoThreads() {
        await().atMost(LIMIT)
                .untilAsserted(() -> Assertions.assertThat(threads()).isEmpty());
    }

    /** Waits until no session of Lifeline is left on the server. */
    public static void assertNoSessions(PostgresServer server) {
        await().atMost(LIMIT)
                .until(() ->
                        server.query("select count(*) from pg_stat_activity where application_name = 'lifeline'") == 0);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("lifeline") || name.startsWith("PostgreSQL JDBC driver connection"))
                .toList();
    }
}
