package dev.lifeline.persistence;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that hold a connection and need a second one while the pool is exhausted. Issue 15, number 26. */
@Timeout(60)
class NestedBorrowIT {
    /** Well below the 30 s connection timeout, and long enough for a busy machine. */
    private static final int SOON = 15;

    private static final int POOL = 4;
    private static final ProjectReference ANY = ProjectReference.parse("any");

    private static PostgresServer server;
    private static ProjectStore database;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        database = ProjectStore.open(config(), event -> {});
        database.dataSource().write(WriteToken.random("warm-up"), connection -> "");
    }

    private static DatabaseConfig config() {
        PoolConfig usual = PoolConfig.defaults();
        return TestConfig.of(server)
                .withPool(new PoolConfig(
                        POOL, usual.acquireTimeout(), usual.idleTimeout(), usual.maxLifetime(), usual.keepalive()));
    }

    @AfterAll
    static void stop() {
        database.close();
        server.close();
    }

    private static <T> List<Future<T>> onThreads(int count, Callable<T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        List<Future<T>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(threads.submit(work));
        }
        threads.shutdown();
        return results;
    }

    @Test
    void writers_with_nested_look_ups_finish_and_block_no_other_caller() throws Exception {
        CyclicBarrier allHoldOne = new CyclicBarrier(POOL);

        List<Future<String>> writers = onThreads(POOL, () -> {
            AtomicBoolean first = new AtomicBoolean(true);
            return database.dataSource()
                    .write(WriteToken.random("nested"), connection -> {
                        if (first.getAndSet(false)) {
                            meet(allHoldOne);
                        }
                        return "found " + database.projects().find(ANY).isPresent();
                    })
                    .value();
        });
        List<Future<Boolean>> bystanders =
                onThreads(POOL, () -> database.projects().find(ANY).isPresent());

        for (Future<String> writer : writers) {
            assertThat(writer.get(SOON, SECONDS)).isEqualTo("found false");
        }
        for (Future<Boolean> bystander : bystanders) {
            assertThat(bystander.get(SOON, SECONDS)).isFalse();
        }
    }

    private static void meet(CyclicBarrier others) {
        try {
            others.await(SOON, SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void more_writers_with_nested_look_ups_than_connections_all_finish() throws Exception {
        List<Future<String>> writers = onThreads(4 * POOL, () -> database.dataSource()
                .write(
                        WriteToken.random("nested"),
                        connection -> "found " + database.projects().find(ANY).isPresent())
                .value());

        for (Future<String> writer : writers) {
            assertThat(writer.get(2 * SOON, SECONDS)).isEqualTo("found false");
        }
    }

    @Test
    void nested_borrowers_are_refused_with_a_reason_and_other_callers_get_connections() throws Exception {
        CyclicBarrier allHoldOne = new CyclicBarrier(POOL);

        List<Future<String>> borrowers = onThreads(POOL, () -> {
            try (Connection first = database.dataSource().getConnection()) {
                meet(allHoldOne);
                try (Connection second = database.dataSource().getConnection()) {
                    return first == second ? "the same" : "two";
                }
            } catch (SQLException e) {
                return e.getSQLState();
            }
        });

        List<String> outcomes = new ArrayList<>();
        for (Future<String> borrower : borrowers) {
            outcomes.add(borrower.get(SOON, SECONDS));
        }
        assertThat(outcomes).contains("two", "40P01").containsOnly("two", "40P01");
    }

    @Test
    void a_thread_that_holds_all_connections_is_refused_with_a_reason() throws SQLException {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < POOL; i++) {
            all.add(database.dataSource().getConnection());
        }

        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> database.projects().find(ANY))
                .withStackTraceContaining("This thread holds a connection and needs a second one");

        for (Connection connection : all) {
            connection.close();
        }
        assertThat(database.projects().find(ANY)).isEmpty();
    }
}
