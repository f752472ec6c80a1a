package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.connection.ConnectionEvent.WaitJudged;
import dev.lifeline.domain.connection.ConnectionEvent.WaitVerdict;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Connections that die silently while the server is healthy, and slow queries that must not be mistaken for them. */
class DeadFlowFaultIT {
    private static final ProjectReference SOME = ProjectReference.parse("some-project");
    private static final Duration FREED = Duration.ofSeconds(10);

    private final RecordingListener events = new RecordingListener();
    private PostgresServer server;
    private FaultProxy proxy;
    private ProjectStore database;

    @BeforeEach
    void start_healthy() {
        server = PostgresServer.started();
        proxy = FaultProxy.to(server.port());
        database = ProjectStore.open(
                DatabaseConfig.of(
                        DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres"),
                        DatabaseCredentials.of(server.username(), "")),
                events);
        database.projects().create(new NewProject(new Slug("some-project"), "Some project", null));
    }

    @AfterEach
    void end() {
        server.thaw();
        database.close();
        Leftovers.assertNoThreads();
        proxy.close();
        server.close();
    }

    @Test
    void a_read_is_retried_after_its_request_was_lost() {
        proxy.loseRequests();

        assertThat(reading()).succeedsWithin(FREED).isEqualTo(true);

        await().untilAsserted(() -> assertThat(events.ofType(FlowCut.class))
                .isNotEmpty()
                .allMatch(cut -> cut.cause() == CutCause.DEAD_FLOW));
        await().untilAsserted(() -> assertThat(verdicts()).contains(WaitVerdict.UNDECIDED, WaitVerdict.DEAD));
        assertThat(events.ofType(ConnectionLost.class)).isEmpty();
    }

    @Test
    void a_read_is_retried_after_its_reply_was_lost() {
        proxy.loseReplies();

        assertThat(reading()).succeedsWithin(FREED).isEqualTo(true);

        await().untilAsserted(() -> assertThat(events.ofType(FlowCut.class)).isNotEmpty());
        assertThat(events.ofType(ConnectionLost.class)).isEmpty();
    }

    @Test
    void the_locks_of_a_dead_connection_are_released() throws SQLException {
        try (Connection dying = database.dataSource().getConnection()) {
            dying.setAutoCommit(false);
            dying.createStatement().execute("lock table projects");
            proxy.loseRequests();
            CompletableFuture<Void> stuck = CompletableFuture.runAsync(() -> execute(dying, "select 1"));

            assertThat(stuck).succeedsWithin(FREED); // the retried transaction got the lock
            dying.rollback();

            await().atMost(FREED)
                    .until(() -> server.query("select count(*) from pg_locks where mode = 'AccessExclusiveLock'"
                                    + " and relation = 'projects'::regclass")
                            == 0);
        }
    }

    @Test
    void a_slow_query_is_not_interrupted() throws SQLException {
        try (Connection slow = database.dataSource().getConnection()) {
            assertThat(slow.createStatement().execute("select pg_sleep(2)")).isTrue();
        }
        assertThat(events.ofType(FlowCut.class)).isEmpty();
        await().untilAsserted(() -> assertThat(verdicts()).hasSizeBetween(1, 4).containsOnly(WaitVerdict.SLOW));
    }

    @Test
    void a_connection_that_listens_for_notifications_is_not_closed() throws SQLException {
        try (Connection listener = database.dataSource().getConnection()) {
            listener.createStatement().execute("listen news");
            CompletableFuture<Integer> listening = CompletableFuture.supplyAsync(() -> notifications(listener));
            try (Connection slow = database.dataSource().getConnection()) {
                slow.createStatement().execute("select pg_sleep(1.5)");
            }
            await().untilAsserted(() -> assertThat(verdicts())
                    .as("the sentinel checked in the meantime")
                    .contains(WaitVerdict.SLOW));
            assertThat(listening).isNotDone();

            server.execute("notify news");

            assertThat(listening).succeedsWithin(FREED).isEqualTo(1);
        }
        assertThat(events.ofType(FlowCut.class)).isEmpty();
    }

    @Test
    void a_statement_that_waits_for_a_lock_is_not_interrupted() throws SQLException {
        try (Connection holder = database.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("lock table projects");
            CompletableFuture<Boolean> waiting = reading();
            await().until(() -> server.query("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and state_change < clock_timestamp() - interval '2 seconds'")
                    == 1);

            holder.rollback();

            assertThat(waiting).succeedsWithin(FREED).isEqualTo(true);
        }
        assertThat(events.ofType(FlowCut.class)).isEmpty();
        assertThat(database.dataSource().connection().health().state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void a_frozen_server_is_detected_by_waiting_statements() {
        assertThat(reading()).succeedsWithin(FREED);
        server.freeze();
        CompletableFuture<Boolean> waiting = reading();

        await().atMost(FREED)
                .until(() -> database.dataSource().connection().health().state() == ConnectionState.LOST);
        await().atMost(FREED).until(() -> !events.ofType(FlowCut.class).isEmpty());
        server.thaw();

        assertThat(waiting).succeedsWithin(FREED).isEqualTo(true);
    }

    private CompletableFuture<Boolean> reading() {
        return CompletableFuture.supplyAsync(
                () -> database.projects().find(SOME).isPresent());
    }

    private static int notifications(Connection listener) {
        try {
            return listener.unwrap(PGConnection.class).getNotifications(20_000).length;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<WaitVerdict> verdicts() {
        return events.ofType(WaitJudged.class).stream().map(WaitJudged::verdict).toList();
    }

    private static void execute(Connection connection, String sql) {
        try {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
