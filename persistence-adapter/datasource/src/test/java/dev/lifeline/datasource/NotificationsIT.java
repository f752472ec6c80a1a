package dev.lifeline.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.WatchConfig;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** {@code getNotifications(0)} waits without a limit, and ends with the connection. */
class NotificationsIT {
    /** Without the sentinel, operations have a read timeout of this length. */
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private PostgresServer server;

    @BeforeEach
    void start() {
        server = PostgresServer.started();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private LifelineDataSource open(boolean watched) {
        return LifelineDataSource.open(TestConfig.of(server)
                .withWatch(WatchConfig.defaults().withEnabled(watched))
                .withOperationDeadline(DEADLINE.plusSeconds(1)));
    }

    private static CompletableFuture<List<String>> listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen news");
        }
        PGConnection driver = connection.unwrap(PGConnection.class);
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Arrays.stream(driver.getNotifications(0))
                        .map(PGNotification::getParameter)
                        .toList();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void it_blocks_until_a_notification_arrives(boolean watched) throws Exception {
        try (LifelineDataSource source = open(watched)) {
            int unused = source.read(connection -> 1); // an operation with a deadline leaves no timeout behind
            try (Connection connection = source.getConnection()) {
                CompletableFuture<List<String>> news = listen(connection);

                await().during(DEADLINE.multipliedBy(4))
                        .atMost(DEADLINE.multipliedBy(10))
                        .until(() -> !news.isDone());
                server.execute("notify news, 'now'");

                assertThat(news.get(20, TimeUnit.SECONDS)).containsExactly("now");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_dead_connection_ends_it_with_an_exception_and_others_recover(boolean watched) throws Exception {
        try (LifelineDataSource source = open(watched);
                Connection connection = source.getConnection()) {
            CompletableFuture<List<String>> news = listen(connection);

            server.kill();
            assertThatThrownBy(() -> news.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .rootCause()
                    .isInstanceOfAny(SQLException.class, java.io.IOException.class);
            server.start();

            try (Connection other = source.getConnection()) {
                assertThat(other.isValid(5)).isTrue();
            }
        }
    }
}
