package dev.lifeline.datasource.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.PasswordSource;
import dev.lifeline.datasource.internal.sentinel.FlowRegistry;
import dev.lifeline.datasource.internal.socket.HostAddresses;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.testing.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A login that fails because of white space in the password file logs the cause. */
@Timeout(60)
class OddPasswordIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static PostgresServer server;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        server.execute("create role ann login password 'geheim'");
        server.requirePassword("ann");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void trailing_white_space_is_logged_once_without_the_password() throws IOException {
        PostgresConnector connector = connector(Files.writeString(directory.resolve("password"), "geheim \n\n"));

        List<String> lines = logOf(() -> {
            assertRefused(connector);
            assertRefused(connector);
        });

        assertThat(lines)
                .singleElement()
                .asString()
                .contains("refused the login of ann", "ends with a blank line")
                .doesNotContain("geheim");
    }

    @Test
    void an_ordinary_wrong_password_is_not_logged() throws IOException {
        PostgresConnector connector = connector(Files.writeString(directory.resolve("password"), "falsch\n"));

        assertThat(logOf(() -> assertRefused(connector))).isEmpty();
    }

    @Test
    void the_final_line_break_of_a_file_is_ignored() throws Exception {
        PostgresConnector connector = connector(Files.writeString(directory.resolve("password"), "geheim\n"));

        connector.connect(LIMIT, LIMIT).close();
    }

    @Test
    void invalid_utf_8_is_logged() throws IOException {
        byte[] latin1 = {'g', (byte) 0xE4, 'h'};
        PostgresConnector connector = connector(Files.write(directory.resolve("password"), latin1));

        assertThat(logOf(() -> assertRefused(connector)))
                .singleElement()
                .asString()
                .contains("not UTF-8");
    }

    private static void assertRefused(PostgresConnector connector) {
        assertThatThrownBy(() -> connector.connect(LIMIT, LIMIT))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    private static PostgresConnector connector(Path passwordFile) {
        var config = DatabaseConfig.of(
                DatabaseUrl.parse(server.jdbcUrl()), new DatabaseCredentials("ann", PasswordSource.file(passwordFile)));
        return new PostgresConnector(
                config, Ticker.system(), new HostAddresses(InetAddress::getAllByName), new FlowRegistry());
    }

    private static List<String> logOf(Runnable work) {
        var logger = (Logger) LoggerFactory.getLogger("dev.lifeline.datasource.internal.pool.PasswordRemarks");
        var appender = new ListAppender<ILoggingEvent>();
        appender.start();
        logger.addAppender(appender);
        try {
            work.run();
        } finally {
            logger.detachAppender(appender);
        }
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
