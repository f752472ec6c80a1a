package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.GateConfig;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.testing.postgres.PostgresServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that restarts, crashes, freezes or is absent: callers wait, and recovery needs no manual action. */
class DatabaseFaultIT {
    private static final ProjectReference SOME = ProjectReference.parse("some-project");
    private static final Duration RECOVERY = Duration.ofSeconds(8);
    private static final Duration DETECTION = Duration.ofSeconds(8);

    private final RecordingListener events = new RecordingListener();
    private PostgresServer server;
    private ProjectStore database;

    @BeforeEach
    void start_healthy() {
        server = PostgresServer.started();
        database = ProjectStore.open(TestConfig.of(server), events);
        database.projects().create(new NewProject(new Slug("some-project"), "Some project", null));
    }

    @AfterEach
    void end() {
        database.close();
        Leftovers.assertNoThreads();
        server.close();
    }

    @Test
    void callers_wait_through_a_restart() {
        server.stop();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(this::canBeRead);
        await().atMost(DETECTION).until(() -> !state().isServing());

        server.start();

        assertThat(waiting).succeedsWithin(RECOVERY).isEqualTo(true);
        assertThat(state()).isEqualTo(ConnectionState.CONNECTED);
        await().untilAsserted(
                        () -> assertThat(events.ofType(ConnectionLost.class)).hasSize(1));
        await().untilAsserted(() ->
                assertThat(events.ofType(ConnectionRecovered.class)).hasSize(1));
    }

    @Test
    void callers_wait_through_a_crash() {
        server.kill();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(this::canBeRead);
        await().atMost(DETECTION).until(() -> !state().isServing());

        server.start();

        assertThat(waiting).succeedsWithin(RECOVERY).isEqualTo(true);
    }

    @Test
    void a_restart_without_requests_is_detected_by_the_next_check() {
        long before = database.dataSource().connection().health().generation();
        server.stop();
        server.start();

        await().atMost(RECOVERY)
                .until(() -> database.dataSource().connection().check().isHealthy());

        assertThat(database.dataSource().connection().health().generation()).isGreaterThan(before);
        assertThat(canBeRead()).isTrue();
    }

    @Test
    void no_caller_fails_when_sessions_are_terminated() {
        assertThat(server.terminateSessions()).isPositive();

        assertThat(canBeRead()).isTrue();
        assertThat(events.ofType(ConnectionLost.class)).isEmpty();
    }

    @Test
    void a_frozen_server_is_reported_as_lost_and_recovers_when_it_resumes() {
        server.freeze();

        assertThat(database.dataSource().connection().check().reason()).contains(FailureReason.CONNECTION_TIMEOUT);
        await().atMost(DETECTION).until(() -> state() == ConnectionState.LOST);

        server.thaw();

        await().atMost(RECOVERY).until(() -> state() == ConnectionState.CONNECTED);
        assertThat(canBeRead()).isTrue();
    }

    @Test
    void callers_are_refused_at_once_after_the_outage_exceeds_the_hold_time() {
        database.close();
        database = ProjectStore.open(
                TestConfig.of(server).withGate(GateConfig.defaults().withHold(Duration.ofMillis(300))), events);
        await().until(() -> state() == ConnectionState.CONNECTED);
        assertThat(canBeRead()).isTrue();
        server.stop();
        await().until(() -> database.dataSource()
                .connection()
                .check()
                .reason()
                .equals(Optional.of(FailureReason.CONNECTION_REFUSED))); // rather than the reason for a shutdown
        await().until(() -> refusedWithin(Duration.ofMillis(100)));

        assertThatThrownBy(this::canBeRead)
                .isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(e.retryAfter())
                        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3)));

        server.start();
        await().atMost(RECOVERY).until(() -> state() == ConnectionState.CONNECTED);
        assertThat(canBeRead()).isTrue();
    }

    @Test
    void a_database_that_starts_after_the_service_is_used_as_soon_as_it_accepts_connections() {
        database.close();
        server.stop();
        database = ProjectStore.open(TestConfig.of(server), events);
        assertThat(database.dataSource().connection().check().reason()).contains(FailureReason.CONNECTION_REFUSED);

        server.start();

        await().atMost(RECOVERY).until(() -> state() == ConnectionState.CONNECTED);
        assertThat(canBeRead()).isTrue();
    }

    private boolean canBeRead() {
        return database.projects().find(SOME).isPresent();
    }

    private boolean refusedWithin(Duration limit) {
        long started = System.nanoTime();
        try {
            return !canBeRead();
        } catch (DatabaseUnavailableException e) {
            return System.nanoTime() - started < limit.toNanos();
        }
    }

    private ConnectionState state() {
        return database.dataSource().connection().health().state();
    }
}
