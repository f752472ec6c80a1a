package dev.lifeline.persistence.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.internal.pool.PostgresConnector;
import dev.lifeline.datasource.internal.sentinel.FlowRegistry;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.testing.log.LogCapture;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.tls.TestAuthority;
import dev.lifeline.testing.tls.TestAuthority.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verified TLS to the database, with an authority of its own, and what the log says about it. */
@Timeout(120)
class VerifiedTlsIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String INVALID_AUTHORIZATION = "28";
    private static final String PASSWORD = "geheim";

    @TempDir
    private static Path directory;

    private static TestAuthority authority;
    private static TestAuthority another;
    private static TestCertificate client;
    private static PostgresServer server;
    private static PostgresServer misnamed;
    private static PostgresServer plain;

    private LogCapture log;

    @BeforeAll
    static void start() throws IOException {
        authority = TestAuthority.create(directory, "authority");
        another = TestAuthority.create(Files.createDirectory(directory.resolve("another")), "another");
        client = authority.issue("certified");
        server = withUsers(authority.issue("server"));
        server.requireClientCertificate("certified", authority.certificate());
        misnamed = withUsers(authority.issueFor("db.example.org"));
        plain = PostgresServer.started();
        plain.execute("create role app login password '" + PASSWORD + "'");
        plain.requirePassword("app");
    }

    private static PostgresServer withUsers(TestCertificate certificate) {
        PostgresServer server = PostgresServer.started();
        server.offerTls(certificate);
        server.execute("create role app login password '" + PASSWORD + "'");
        server.execute("create role certified login password '" + PASSWORD + "'");
        server.execute("create role trusted login");
        server.requirePassword("app");
        return server;
    }

    @AfterAll
    static void stop() {
        server.close();
        misnamed.close();
        plain.close();
    }

    @BeforeEach
    void capture() {
        log = LogCapture.of("dev.lifeline.datasource.internal.pool.ProtectionLog");
    }

    @AfterEach
    void release() {
        log.close();
    }

    @ParameterizedTest
    @CsvSource({"verify-full, host name verified (verify-full)", "verify-ca, host name not verified (verify-ca)"})
    void a_certificate_of_the_given_authority_is_accepted(String mode, String verification) throws SQLException {
        connect(server, "app", mode(mode, authority));

        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("INFO Database connection to localhost:" + server.port() + ": TLS 1.3 (TLS_")
                .endsWith("), certificate verified, " + verification);
    }

    @Test
    void a_certificate_for_another_host_is_refused_if_the_name_is_verified() throws SQLException {
        assertThatThrownBy(() -> connect(misnamed, "app", mode("verify-full", authority)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("localhost");
        connect(misnamed, "app", mode("verify-ca", authority));
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify-full", "verify-ca"})
    void a_certificate_of_another_authority_is_refused(String mode) {
        assertThatThrownBy(() -> connect(server, "app", mode(mode, another)))
                .isInstanceOf(SQLException.class)
                .hasStackTraceContaining("PKIX path");
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void a_required_client_certificate_is_sent() throws SQLException {
        String verified = mode("verify-full", authority);
        assertThatThrownBy(() -> connect(server, "certified", verified)).isInstanceOf(SQLException.class);

        connect(server, "certified", verified + presenting(client));

        assertThat(log.lines()).singleElement().asString().endsWith("(verify-full), client certificate sent");
    }

    /** The driver assumes an RSA key otherwise. */
    private static String presenting(TestCertificate client) {
        return "&sslcert=" + client.certificate() + "&sslkey=" + client.key() + "&pemKeyAlgorithm=EC";
    }

    @Test
    void a_client_certificate_of_another_authority_or_in_another_name_is_refused() {
        for (TestCertificate wrong : List.of(another.issue("certified"), authority.issue("somebody"))) {
            assertThatThrownBy(() -> connect(server, "certified", mode("verify-full", authority) + presenting(wrong)))
                    .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                            .startsWith(INVALID_AUTHORIZATION));
        }
    }

    @Test
    void required_channel_binding_succeeds_with_tls_and_a_password_only() throws SQLException {
        String required = "&channel_binding=require";

        connect(server, "app", mode("verify-full", authority) + required);

        assertThat(log.lines()).singleElement().asString().endsWith("(verify-full), SCRAM with channel binding");
        assertThatThrownBy(() -> connect(plain, "app", "sslmode=prefer" + required))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> connect(server, "trusted", mode("verify-full", authority) + required))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void unverified_and_missing_encryption_are_logged() throws SQLException {
        connect(server, "app", "sslmode=require");
        connect(plain, "app", "sslmode=prefer");

        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0)).endsWith("), certificate not verified, host name not verified (require)");
        assertThat(log.lines().get(1))
                .isEqualTo("INFO Database connection to localhost:" + plain.port() + ": not encrypted");
    }

    @Test
    void a_change_is_logged_once() throws SQLException {
        try (PostgresServer changing = PostgresServer.started()) {
            PostgresConnector connector = connector(changing, changing.username(), "sslmode=prefer");
            connector.connect(LIMIT, LIMIT).close();
            connector.connect(LIMIT, LIMIT).close();
            changing.offerTls(authority.issue("changing"));
            connector.connect(LIMIT, LIMIT).close();
            connector.connect(LIMIT, LIMIT).close();
        }

        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0)).endsWith("not encrypted");
        assertThat(log.lines().get(1)).contains(": TLS 1.3 (");
    }

    private static String mode(String mode, TestAuthority authority) {
        return "sslmode=" + mode + "&sslrootcert=" + authority.certificate();
    }

    private static void connect(PostgresServer server, String user, String parameters) throws SQLException {
        try (Connection connection = connector(server, user, parameters).connect(LIMIT, LIMIT)) {
            assertThat(connection.isValid(20)).isTrue();
        }
    }

    private static PostgresConnector connector(PostgresServer server, String user, String parameters) {
        String url = server.jdbcUrl().replace("127.0.0.1", "localhost") + "?" + parameters;
        var config = DatabaseConfig.of(DatabaseUrl.parse(url), DatabaseCredentials.of(user, PASSWORD));
        return new PostgresConnector(
                config, Ticker.system(), new HostAddresses(InetAddress::getAllByName), new FlowRegistry());
    }
}
