package dev.lifeline.persistence.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.internal.pool.PostgresConnector;
import dev.lifeline.datasource.internal.sentinel.FlowRegistry;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.testing.postgres.PostgresServer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A URL that requires TLS gets an encrypted connection or none, whichever parameter requires it. */
@Timeout(60)
class RequiredTlsIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static PostgresServer offering;
    private static PostgresServer plain;

    @BeforeAll
    static void start(@TempDir Path directory) {
        offering = PostgresServer.started();
        offering.offerTls(directory);
        plain = PostgresServer.started();
    }

    @AfterAll
    static void stop() {
        offering.close();
        plain.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslmode=require", "sslMode=require", "SSLMODE=require", "ssl_mode=REQUIRE"})
    void any_spelling_of_required_encryption_encrypts(String parameter) throws SQLException {
        try (Connection connection = connect(offering, parameter);
                var statement = connection.createStatement();
                var row = statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getBoolean(1)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sslMode=require",
                "SSLMODE=verify-full",
                "ssl_mode=verify-ca",
                "sslrootcert=system",
                "ssl=true",
            })
    void a_server_without_encryption_is_not_connected_to(String parameter) {
        assertThatThrownBy(() -> connect(plain, parameter)).isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslMode=verify-full", "ssl_mode=verify-ca", "sslrootcert=system", "ssl=true"})
    void an_untrusted_certificate_is_refused(String parameter) {
        assertThatThrownBy(() -> connect(offering, parameter)).isInstanceOf(SQLException.class);
    }

    @Test
    void required_channel_binding_needs_encryption() {
        assertThatThrownBy(() -> connect(plain, "channel_binding=require")).isInstanceOf(SQLException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslmod=require", "sslmode=verify_full", "ssl=1", "tls=true", "sslrootcert=/etc/ca.crt"})
    void an_ambiguous_encryption_parameter_prevents_the_start(String parameter) {
        assertThatThrownBy(() -> connect(offering, parameter)).isInstanceOf(InvalidSettingsException.class);
    }

    private static Connection connect(PostgresServer server, String parameter) throws SQLException {
        var config = DatabaseConfig.of(
                DatabaseUrl.parse(server.jdbcUrl() + "?" + parameter), DatabaseCredentials.of(server.username(), ""));
        return new PostgresConnector(
                        config, Ticker.system(), new HostAddresses(InetAddress::getAllByName), new FlowRegistry())
                .connect(LIMIT, LIMIT);
    }
}
