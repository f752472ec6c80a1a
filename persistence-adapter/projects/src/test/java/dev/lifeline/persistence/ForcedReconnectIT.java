package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionEvent.GenerationReplaced;
import dev.lifeline.domain.connection.ConnectionEvent.ReplacementCause;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.wait.Bounded;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Forced reconnects: on a healthy database, during an outage, several at once, and after close. */
class ForcedReconnectIT {
    private final RecordingListener events = new RecordingListener();
    private PostgresServer server;
    private ProjectStore database;

    @BeforeEach
    void start() {
        server = PostgresServer.started();
        database = ProjectStore.open(TestConfig.of(server), events);
        await().until(() -> database.dataSource().connection().check().isHealthy());
    }

    @AfterEach
    void end() {
        server.thaw();
        database.close();
        Leftovers.assertNoThreads();
        Leftovers.assertNoSessions(server);
        server.close();
    }

    @Test
    void a_new_pool_takes_over_and_work_in_progress_continues() throws SQLException {
        try (Connection held = database.dataSource().getConnection()) {
            assertThat(database.dataSource().connection().reconnect().isHealthy())
                    .isTrue();

            assertThat(database.dataSource().connection().health().generation()).isEqualTo(2);
            assertThat(held.createStatement().execute("select 1")).isTrue();
        }
        await().untilAsserted(() -> assertThat(events.ofType(GenerationReplaced.class))
                .extracting(GenerationReplaced::cause)
                .containsExactly(ReplacementCause.FORCED));
        try (Connection fresh = database.dataSource().getConnection()) {
            assertThat(fresh.createStatement().execute("select 1")).isTrue();
        }
    }

    /** All requests arrive before the first one can finish, because a reconnect takes a login. */
    @Test
    void concurrent_requests_share_one_reconnect() {
        CyclicBarrier together = new CyclicBarrier(8);

        List<CompletableFuture<CheckResult>> reconnects = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> reconnectAfter(together), work -> new Thread(work, "presser").start()))
                .limit(8)
                .toList();

        assertThat(reconnects)
                .allSatisfy(one -> assertThat(Bounded.get(one).isHealthy()).isTrue());
        await().untilAsserted(() ->
                assertThat(events.ofType(GenerationReplaced.class)).hasSize(1));
        assertThat(database.dataSource().connection().health().generation()).isEqualTo(2);
    }

    private CheckResult reconnectAfter(CyclicBarrier together) {
        try {
            together.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
        return database.dataSource().connection().reconnect();
    }

    @Test
    void a_failed_reconnect_leaves_existing_connections_open() {
        await().until(() -> database.dataSource().connection().health().pool().idle() == 2);
        server.freeze();

        CheckResult result = database.dataSource().connection().reconnect();

        assertThat(result.reason()).contains(FailureReason.CONNECTION_TIMEOUT);
        assertThat(database.dataSource().connection().health().generation()).isEqualTo(1);
        assertThat(database.dataSource().connection().health().pool().idle()).isEqualTo(2);
    }

    @Test
    void a_closed_data_source_reports_that_it_is_closed() {
        database.close();

        assertThat(database.dataSource().connection().reconnect().reason()).contains(FailureReason.SHUTTING_DOWN);
        assertThat(database.dataSource().connection().check().reason()).contains(FailureReason.SHUTTING_DOWN);
    }
}
