package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.datasource.config.WatchConfig;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.connection.ConnectionEvent.StatementCancelled;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements that exceed a deadline, either that of Lifeline or that of the user. */
class DeadlineIT {
    private final RecordingListener events = new RecordingListener();
    private PostgresServer server;
    private ProjectStore database;

    @BeforeEach
    void open_with_a_short_deadline() {
        server = PostgresServer.started();
        database = ProjectStore.open(
                TestConfig.of(server)
                        .withRetry(new RetryConfig(3, Duration.ofMillis(500), 2, Duration.ofSeconds(1), 0, 0.2))
                        .withOperationDeadline(Duration.ofSeconds(1)),
                events);
    }

    @AfterEach
    void end() {
        server.thaw();
        database.close();
        Leftovers.assertNoThreads();
        server.close();
    }

    @Test
    void a_statement_beyond_its_deadline_is_cancelled_and_its_connection_stays_open() {
        assertThatThrownBy(() -> read("select pg_sleep(60)"))
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.reason())
                        .isEqualTo(FailureReason.STATEMENT_CANCELLED));

        await().untilAsserted(() -> assertThat(events.ofType(StatementCancelled.class))
                .singleElement()
                .satisfies(cancelled -> assertThat(cancelled.waited()).isGreaterThan(Duration.ofMillis(200))));
        assertThat(events.ofType(FlowCut.class)).isEmpty();
        assertThat(database.dataSource().health().state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void a_statement_that_ignores_its_cancellation_loses_its_connection() {
        server.execute(
                """
                create function unstoppable() returns void language plpgsql as $$
                begin
                  loop begin perform pg_sleep(60); exception when query_canceled then null; end; end loop;
                end $$""");

        assertThatThrownBy(() -> read("select unstoppable()")).isInstanceOf(DatabaseUnavailableException.class);

        await().untilAsserted(() -> assertThat(events.ofType(FlowCut.class))
                .singleElement()
                .satisfies(cut -> assertThat(cut.cause()).isEqualTo(CutCause.DEADLINE)));
    }

    @Test
    void slowly_arriving_rows_do_not_extend_the_deadline() {
        assertThatThrownBy(() -> read("select repeat('x', 10000), pg_sleep(0.1) from generate_series(1, 600)"))
                .isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void a_statement_on_a_borrowed_connection_may_take_longer_than_the_deadline() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("select pg_sleep(4)")).isTrue();
        }
        assertThat(events.ofType(StatementCancelled.class)).isEmpty();
        assertThat(events.ofType(FlowCut.class)).isEmpty();
    }

    private void read(String sql) {
        var unused = database.dataSource().<Boolean>read(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    @Test
    void timeouts_set_by_the_user_apply() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.execute("select pg_sleep(60)")).isInstanceOf(SQLException.class);
            statement.setQueryTimeout(0);

            CompletableFuture<Boolean> running = CompletableFuture.supplyAsync(() -> sleeps(statement));
            await().until(() ->
                    server.query("select count(*) from pg_stat_activity where query like 'select pg_sleep(61)'") == 1);
            statement.cancel();

            assertThat(running).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(false);
            assertThat(statement.execute("select 1")).isTrue();
        }
    }

    @Test
    void without_the_sentinel_the_pool_still_recovers_and_waits_are_bounded() {
        database.close();
        database = ProjectStore.open(
                TestConfig.of(server)
                        .withWatch(WatchConfig.defaults().withEnabled(false))
                        .withRetry(new RetryConfig(3, Duration.ofMillis(100), 2, Duration.ofSeconds(1), 0, 0.2))
                        .withOperationDeadline(Duration.ofSeconds(1)),
                events);
        assertThatThrownBy(() -> read("select pg_sleep(60)")).isInstanceOf(DatabaseUnavailableException.class);
        assertThat(events.ofType(StatementCancelled.class)).isEmpty();

        server.stop();
        server.start();

        assertThat(database.projects().find(ProjectReference.parse("nothing"))).isEmpty();
    }

    private static boolean sleeps(Statement statement) {
        try {
            return statement.execute("select pg_sleep(61)");
        } catch (SQLException e) {
            return false;
        }
    }
}
