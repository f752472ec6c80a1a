package dev.lifeline.persistence.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.persistence.Database;
import dev.lifeline.persistence.config.DatabaseConfig;
import dev.lifeline.persistence.config.DatabaseCredentials;
import dev.lifeline.persistence.config.DatabaseUrl;
import dev.lifeline.persistence.testing.FaultProxy;
import dev.lifeline.persistence.testing.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Faults at random, from a seed, while callers write; then the history is held against the database. */
class HistoryFaultIT {
    private static final int CALLERS = 8;
    private static final long SEED = Long.getLong("lifeline.history.seed", 20261124L);
    private static final int ROUNDS = Integer.getInteger("lifeline.history.rounds", 20);

    @Test
    void one_round_of_faults_leaves_no_write_lost_or_doubled() {
        round(SEED, Duration.ofSeconds(8));
    }

    @Test
    @Tag("history")
    void many_rounds_leave_no_write_lost_or_doubled() {
        for (int i = 0; i < ROUNDS; i++) {
            round(SEED + i, Duration.ofSeconds(30));
        }
    }

    private static void round(long seed, Duration length) {
        Random random = new Random(seed);
        History history = new History();
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port());
                Database database = Database.open(config(proxy.port()), event -> {})) {
            long end = System.nanoTime() + length.toNanos();
            Callers callers =
                    Callers.start(CALLERS, database.projects(), history, random, () -> System.nanoTime() < end);
            while (System.nanoTime() < end) {
                pause(200 + random.nextInt(1_000));
                fault(random, server, proxy);
            }
            callers.join();
            System.out.println("Seed " + seed + ": " + history);
            assertThat(history.happened()).isGreaterThan(50);
            history.verify(server.texts("select slug || ' ' || version || ' ' || name from projects"));
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

    /** Lets time pass in which callers work. */
    private static void pause(int millis) {
        long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(() -> System.nanoTime() >= until);
    }

    private static DatabaseConfig config(int port) {
        return DatabaseConfig.of(
                DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + port + "/postgres"),
                DatabaseCredentials.of("postgres", ""));
    }

    @Test
    void the_checker_notices_what_is_lost_doubled_or_made_up() {
        Project first = state(0, "a");
        Project second = state(1, "b");

        assertThat(violationOf(List.of(first, second), List.of("s 0 a"))).contains("should be 1 b");
        assertThat(violationOf(List.of(first, second), List.of())).contains("but is null");
        assertThat(violationOf(List.of(first), List.of("s 0 a", "t 0 x"))).contains("nobody was told");
        assertThat(violationOf(List.of(first, state(0, "b")), List.of("s 0 a"))).contains("written by");
        assertThat(violationOf(List.of(first, state(2, "c")), List.of("s 2 c")))
                .contains("version 1 was written by null");
        History made = new History();
        made.acknowledged(first);
        made.saw(second);
        assertThat(violation(made, List.of("s 0 a"))).contains("a read showed what nobody wrote");
    }

    private static String violationOf(List<Project> told, List<String> rows) {
        History history = new History();
        told.forEach(history::acknowledged);
        return violation(history, rows);
    }

    private static String violation(History history, List<String> rows) {
        try {
            history.verify(rows);
            return "none";
        } catch (AssertionError e) {
            return e.getMessage();
        }
    }

    private static Project state(long version, String name) {
        return new Project(
                new ProjectId(UUID.fromString("00000000-0000-0000-0000-000000000001")),
                new Slug("s"),
                name,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                version);
    }
}
