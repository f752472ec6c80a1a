package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.persistence.internal.hibernate.HibernateStore;
import dev.lifeline.persistence.testing.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the engine costs while all is well: reads of one project through it, and through the same Hibernate on a plain HikariCP,
 * in turns within one run. Prints figures and asserts none: machines differ.
 */
@Tag("price")
class EnginePriceIT {
    private static final System.Logger LOG = System.getLogger(EnginePriceIT.class.getName());
    private static final ProjectReference ONE = ProjectReference.parse("one");
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final int ROUNDS = 15;
    private static final int THREADS = 4;

    @Test
    void reads_with_and_without_the_engine() {
        try (PostgresServer server = PostgresServer.started();
                Database database = Database.open(server.config(), event -> {});
                HikariDataSource pool = plainPool(server);
                HibernateStore plain = HibernateStore.open(pool, () -> "")) {
            database.projects().create(new NewProject(new Slug("one"), "One", null));
            readsPerSecond(database.projects()::find, WARM_UP);
            readsPerSecond(plain.projects()::find, WARM_UP);

            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                ratios.add(round % 2 == 0 ? ratio(database, plain) : 1 / ratioBackwards(database, plain));
            }

            double[] sorted =
                    ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            LOG.log(
                    System.Logger.Level.INFO,
                    "Throughput with the engine to that without, medians of {0} rounds on JDK {1}: {2} (all: {3})",
                    ROUNDS,
                    Runtime.version().feature(),
                    "%.3f".formatted(sorted[ROUNDS / 2]),
                    Arrays.toString(sorted));
            assertThat(sorted).hasSize(ROUNDS);
        }
    }

    private static double ratio(Database database, HibernateStore plain) {
        double with = readsPerSecond(database.projects()::find, ROUND);
        return with / readsPerSecond(plain.projects()::find, ROUND);
    }

    /** In the other order, so that neither always comes first. */
    private static double ratioBackwards(Database database, HibernateStore plain) {
        double without = readsPerSecond(plain.projects()::find, ROUND);
        return without / readsPerSecond(database.projects()::find, ROUND);
    }

    private static double readsPerSecond(Function<ProjectReference, Optional<Project>> projects, Duration length) {
        LongAdder count = new LongAdder();
        long end = System.nanoTime() + length.toNanos();
        CompletableFuture<?>[] readers = new CompletableFuture<?>[THREADS];
        Arrays.setAll(
                readers,
                i -> CompletableFuture.runAsync(
                        () -> readUntil(end, projects, count), work -> new Thread(work, "reader").start()));
        CompletableFuture.allOf(readers).join();
        return count.sum() / (length.toMillis() / 1_000.0);
    }

    private static void readUntil(long end, Function<ProjectReference, Optional<Project>> projects, LongAdder count) {
        while (System.nanoTime() < end) {
            if (projects.apply(ONE).isEmpty()) {
                throw new IllegalStateException("a wrong answer");
            }
            count.increment();
        }
    }

    private static HikariDataSource plainPool(PostgresServer server) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl());
        config.setUsername(server.username());
        config.setMaximumPoolSize(10);
        return new HikariDataSource(config);
    }
}
