package dev.lifeline.persistence.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.GateConfig;
import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.port.out.DatabaseConnection;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.persistence.ProjectStore;
import dev.lifeline.persistence.history.History.Count;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.CommitCutter;
import dev.lifeline.testing.proxy.FaultProxy;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random faults from a seed while clients write to the same projects; then their history is checked. */
class HistoryFaultIT {
    private static final int CALLERS = 8;
    private static final long SEED = Long.getLong("lifeline.history.seed", 20261124L);
    private static final int ROUNDS = Integer.getInteger("lifeline.history.rounds", 20);

    /** Maximum time between two faults in which clients make progress. */
    private static final Duration MOST_BETWEEN_FAULTS = Duration.ofSeconds(2);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_round_of_faults_leaves_no_write_lost_or_doubled(boolean patient) {
        round(SEED, 8, patient);
    }

    @Test
    @Tag("history")
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void many_rounds_leave_no_write_lost_or_doubled() {
        for (int i = 0; i < ROUNDS; i++) {
            round(SEED + i, 30, i % 2 == 0);
        }
    }

    /** @param patient whether the data source has time to resolve a write in doubt; otherwise the clients have to */
    private static void round(long seed, int faults, boolean patient) {
        Random random = new Random(seed);
        History history = new History();
        AtomicBoolean over = new AtomicBoolean();
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port());
                CommitCutter cutter = CommitCutter.to(proxy.port());
                ProjectStore database = ProjectStore.open(config(cutter.port(), patient), event -> {})) {
            await().ignoreExceptionsInstanceOf(DatabaseUnavailableException.class)
                    .until(() -> database.projects()
                            .list(ProjectQuery.firstPage())
                            .projects()
                            .isEmpty());
            Callers callers = Callers.start(
                    CALLERS, new RepositorySubject(database.projects()), history, random, () -> !over.get());
            for (int i = 0; i < faults; i++) {
                letThemWork(random, history);
                fault(random, server, proxy, database.dataSource().connection());
                loseCommit(random, cutter);
            }
            letThemWork(random, history);
            over.set(true);
            callers.join();
            System.out.println("Seed " + seed + (patient ? ", patient: " : ", impatient: ") + history);
            assertThat(history.countOf(Count.DONE)).isGreaterThan(20);
            history.verify(Evidence.of(server));
        }
    }

    private static void fault(Random random, PostgresServer server, FaultProxy proxy, DatabaseConnection connection) {
        switch (random.nextInt(7)) {
            case 0 -> {
                server.kill();
                server.start();
            }
            case 1 -> proxy.cut();
            case 2 -> proxy.loseReplies();
            case 3 -> proxy.loseRequests();
            case 4 -> {
                server.freeze();
                awaitEffect(random, connection);
                server.thaw();
            }
            case 5 -> {
                proxy.holdReplies();
                awaitEffect(random, connection);
                proxy.heal();
            }
            default -> server.terminateSessions();
        }
    }

    /** Removes the fault before it is detected or afterwards, at random. */
    private static void awaitEffect(Random random, DatabaseConnection connection) {
        boolean noticed = random.nextBoolean();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !connection.health().state().isServing()
                        || (!noticed && connection.health().pool().active() > 0));
    }

    /** Waits until the clients have made progress. A fault may block them, so that the wait is limited. */
    private static void letThemWork(Random random, History history) {
        int enough = history.countOf(Count.DONE) + 1 + random.nextInt(40);
        long longest = System.nanoTime() + MOST_BETWEEN_FAULTS.toNanos();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(() -> history.countOf(Count.DONE) >= enough || System.nanoTime() >= longest);
    }

    private static void loseCommit(Random random, CommitCutter cutter) {
        switch (random.nextInt(3)) {
            case 0 -> cutter.cutReplyAfter(random.nextInt(20));
            case 1 -> cutter.cutRequestAfter(random.nextInt(30));
            default -> cutter.cutWhileUnanswered();
        }
    }

    private static DatabaseConfig config(int port, boolean patient) {
        DatabaseConfig config = DatabaseConfig.of(
                DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + port + "/postgres"),
                DatabaseCredentials.of("postgres", ""));
        RetryConfig retry = config.retry();
        return patient
                ? config
                : config.withGate(GateConfig.defaults().withHold(Duration.ofMillis(200)))
                        .withRetry(new RetryConfig(
                                1,
                                retry.initialDelay(),
                                retry.multiplier(),
                                retry.maxDelay(),
                                retry.jitter(),
                                retry.budget()));
    }
}
