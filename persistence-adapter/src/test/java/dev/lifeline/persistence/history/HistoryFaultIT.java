package dev.lifeline.persistence.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.persistence.Database;
import dev.lifeline.persistence.config.DatabaseConfig;
import dev.lifeline.persistence.config.DatabaseCredentials;
import dev.lifeline.persistence.config.DatabaseUrl;
import dev.lifeline.persistence.config.GateConfig;
import dev.lifeline.persistence.config.RetryConfig;
import dev.lifeline.persistence.history.History.Count;
import dev.lifeline.persistence.testing.CommitCutter;
import dev.lifeline.persistence.testing.FaultProxy;
import dev.lifeline.persistence.testing.PostgresServer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults at random, from a seed, while callers write to the same projects; then their history is checked. */
class HistoryFaultIT {
    private static final int CALLERS = 8;
    private static final long SEED = Long.getLong("lifeline.history.seed", 20261124L);
    private static final int ROUNDS = Integer.getInteger("lifeline.history.rounds", 20);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_round_of_faults_leaves_no_write_lost_or_doubled(boolean patient) {
        round(SEED, Duration.ofSeconds(8), patient);
    }

    @Test
    @Tag("history")
    void many_rounds_leave_no_write_lost_or_doubled() {
        for (int i = 0; i < ROUNDS; i++) {
            round(SEED + i, Duration.ofSeconds(30), i % 2 == 0);
        }
    }

    /**
     * @param patient whether the database has time to find out by itself what became of a write; else the callers have to
     */
    private static void round(long seed, Duration length, boolean patient) {
        Random random = new Random(seed);
        History history = new History();
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port());
                CommitCutter cutter = CommitCutter.to(proxy.port());
                Database database = Database.open(config(cutter.port(), patient), event -> {})) {
            await().ignoreExceptionsInstanceOf(DatabaseUnavailableException.class)
                    .until(() -> database.projects()
                            .list(ProjectQuery.firstPage())
                            .projects()
                            .isEmpty());
            long end = System.nanoTime() + length.toNanos();
            Callers callers = Callers.start(
                    CALLERS,
                    new RepositorySubject(database.projects()),
                    history,
                    random,
                    () -> System.nanoTime() < end);
            while (System.nanoTime() < end) {
                pause(200 + random.nextInt(1_000));
                fault(random, server, proxy);
                loseCommit(random, cutter);
            }
            callers.join();
            System.out.println("Seed " + seed + (patient ? ", patient: " : ", impatient: ") + history);
            assertThat(history.countOf(Count.DONE)).isGreaterThan(20);
            history.verify(Evidence.of(server));
        }
    }

    private static void fault(Random random, PostgresServer server, FaultProxy proxy) {
        switch (random.nextInt(7)) {
            case 0 -> {
                server.kill();
                server.start();
            }
            case 1 -> proxy.cut();
            case 2 -> {
                proxy.loseReplies();
                pause(random.nextInt(500));
            }
            case 3 -> proxy.loseRequests();
            case 4 -> {
                server.freeze();
                pause(random.nextInt(3_000));
                server.thaw();
            }
            case 5 -> {
                proxy.holdReplies();
                pause(random.nextInt(2_000));
                proxy.heal();
            }
            default -> server.terminateSessions();
        }
    }

    private static void loseCommit(Random random, CommitCutter cutter) {
        switch (random.nextInt(3)) {
            case 0 -> cutter.cutReplyAfter(random.nextInt(20));
            case 1 -> cutter.cutRequestAfter(random.nextInt(30));
            default -> cutter.cutWhileUnanswered();
        }
    }

    /** Lets time pass in which callers work. */
    private static void pause(int millis) {
        long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(() -> System.nanoTime() >= until);
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
