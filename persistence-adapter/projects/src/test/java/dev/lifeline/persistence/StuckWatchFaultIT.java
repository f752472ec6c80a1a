package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.EngineContexts;
import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionEvent.EnginePart;
import dev.lifeline.domain.connection.ConnectionEvent.EngineRestarted;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.testing.postgres.PostgresServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A listener that blocks the recovery thread and ignores interrupts. */
class StuckWatchFaultIT {
    private static final ProjectReference SOME = ProjectReference.parse("some-project");

    /** Longest validation of a new pool. With it, a stuck recovery thread is replaced after 5 s instead of 14 s. */
    private static final Duration PROOF = Duration.ofSeconds(1);

    /** The limit, the time for recovery, and a margin for a busy machine. */
    private static final Duration REPLACED = Duration.ofSeconds(18);

    private static final Duration SOON = Duration.ofSeconds(10);

    private final RecordingListener events = new RecordingListener();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile String victim = "nobody";
    private PostgresServer server;
    private ProjectStore database;

    @BeforeEach
    void start() {
        server = PostgresServer.started();
    }

    private void openOn(int port) {
        var config = DatabaseConfig.of(
                DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + port + "/postgres"),
                DatabaseCredentials.of(server.username(), ""));
        database = ProjectStore.start(EngineContexts.change(
                LifelineDataSource.configure(config).listener(this::hear), context -> context.withProof(PROOF)));
        database.awaitStarted();
        assertThat(reading()).succeedsWithin(REPLACED);
        assertThat(database.dataSource().connection().check().isHealthy())
                .isTrue(); // the first check has reported all its events by then
    }

    @AfterEach
    void end() {
        release.countDown();
        database.close();
        Leftovers.assertNoThreads();
        server.close();
    }

    @Test
    void a_listener_that_blocks_the_recovery_thread_during_an_outage_does_not_stop_recovery() {
        openOn(server.port());
        victim = "lifeline-recovery";
        server.stop();
        CompletableFuture<Boolean> caller = reading();
        await().until(() -> blocked.getCount() == 0);
        await().atMost(REPLACED)
                .until(() -> database.dataSource().connection().health().state() == ConnectionState.LOST);

        server.start();

        await().atMost(REPLACED)
                .until(() -> database.dataSource().connection().health().state() == ConnectionState.CONNECTED);
        await().atMost(SOON).until(caller::isDone);
        assertThat(reading()).succeedsWithin(SOON);
        // The trial login of a check is briefly an additional session.
        await().atMost(SOON).untilAsserted(() -> assertThat(extraSessions()).isLessThanOrEqualTo(2));
        release.countDown();
        await().untilAsserted(() -> assertThat(events.ofType(EngineRestarted.class))
                .singleElement()
                .satisfies(restarted -> assertThat(restarted.part()).isEqualTo(EnginePart.RECOVERY)));
        await().untilAsserted(() ->
                assertThat(events.ofType(ConnectionRecovered.class)).hasSize(1));
    }

    @Test
    void close_takes_bounded_time_while_the_recovery_thread_is_stuck() {
        openOn(server.port());
        victim = "lifeline-recovery";
        server.stop();
        CompletableFuture<Boolean> caller = reading();
        await().until(() -> blocked.getCount() == 0);

        assertThat(CompletableFuture.runAsync(database::close, work -> new Thread(work).start()))
                .succeedsWithin(Duration.ofSeconds(25));

        assertThat(caller).failsWithin(REPLACED);
    }

    /** Counts sessions other than those of the pool. */
    private int extraSessions() {
        return server.query("select count(*) from pg_stat_activity where application_name = 'lifeline'")
                - database.dataSource().connection().health().pool().active()
                - database.dataSource().connection().health().pool().idle();
    }

    private CompletableFuture<Boolean> reading() {
        return CompletableFuture.supplyAsync(
                () -> database.projects().find(SOME).isPresent(), work -> new Thread(work).start());
    }

    private void hear(ConnectionEvent event) {
        if (Thread.currentThread().getName().startsWith(victim)) {
            blocked.countDown();
            awaitRelease();
        }
        events.on(event);
    }

    private void awaitRelease() {
        while (true) {
            try {
                release.await();
                return;
            } catch (InterruptedException e) {
                // Ignored on purpose: some code does not react to interrupts.
            }
        }
    }
}
