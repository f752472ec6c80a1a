package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Failures caused by the caller: they are reported as such and do not affect other connections. */
class InterruptedCallerIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static PostgresServer server;
    private static ProjectStore database;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        database = ProjectStore.open(TestConfig.of(server).withOperationDeadline(Duration.ofSeconds(2)), event -> {});
        await().until(() -> database.dataSource().connection().check().isHealthy());
    }

    @AfterAll
    static void end() {
        database.close();
        server.close();
    }

    @Test
    void an_interrupt_is_reported_and_closes_no_other_connection() throws InterruptedException {
        await().until(() -> database.dataSource().connection().health().pool().idle() >= 2);
        List<String> before = pooledSessions();
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<Object> result = new CompletableFuture<>();
        Thread caller = new Thread(
                () -> result.complete(outcomeOf(() -> database.dataSource().read(connection -> {
                    inside.countDown();
                    try {
                        new CountDownLatch(1).await(20, TimeUnit.SECONDS);
                        return "";
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new SQLException("closed by interrupt", "08006", e);
                    }
                }))));
        caller.start();
        assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();

        assertThat(result)
                .succeedsWithin(SOON)
                .isInstanceOfSatisfying(
                        DatabaseUnavailableException.class,
                        e -> assertThat(e.reason().text()).isEqualTo("Request interrupted"));
        assertThat(pooledSessions()).as("sessions after an interrupt").containsAll(before);
    }

    @Test
    void work_that_exceeds_the_idle_in_transaction_timeout_runs_once_and_reports_the_timeout() {
        AtomicInteger runs = new AtomicInteger();

        Object outcome = outcomeOf(() -> database.dataSource().write(WriteToken.random("t"), connection -> {
            runs.incrementAndGet();
            connection.createStatement().execute("set local idle_in_transaction_session_timeout = '200ms'");
            long until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            await().until(() -> System.nanoTime() > until);
            connection.createStatement().execute("select 1");
            return "";
        }));

        assertThat(outcome).isInstanceOfSatisfying(DatabaseUnavailableException.class, e -> assertThat(
                        e.reason().text())
                .isEqualTo("Transaction timeout"));
        assertThat(runs).hasValue(1);
    }

    @Test
    void an_exception_without_a_sqlstate_is_not_a_lost_connection() {
        await().until(() -> database.dataSource().connection().health().pool().idle() >= 2);
        List<String> before = pooledSessions();
        AtomicInteger runs = new AtomicInteger();

        Object outcome = outcomeOf(() -> database.dataSource().read(connection -> {
            runs.incrementAndGet();
            throw new SQLException("no such order");
        }));

        assertThat(outcome).isInstanceOf(dev.lifeline.domain.connection.DatabaseOperationException.class);
        assertThat(runs).hasValue(1);
        assertThat(pooledSessions()).containsAll(before);
    }

    @Test
    void an_exception_without_a_sqlstate_on_a_closed_connection_is_a_lost_connection() {
        AtomicInteger runs = new AtomicInteger();

        String outcome = database.dataSource().read(connection -> {
            if (runs.incrementAndGet() == 1) {
                server.terminateSessions();
                try {
                    connection.createStatement().execute("select 1");
                } catch (SQLException e) {
                    throw new SQLException("my own wrapping");
                }
            }
            return "second";
        });

        assertThat(outcome).isEqualTo("second");
    }

    @Test
    void a_check_on_an_interrupted_thread_reports_the_interrupt() {
        Thread.currentThread().interrupt();
        try {
            assertThat(database.dataSource().connection().check().reason().map(FailureReason::text))
                    .contains("Request interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static Object outcomeOf(java.util.function.Supplier<?> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static List<String> pooledSessions() {
        return server.texts("select pid::text from pg_stat_activity where application_name = 'lifeline' order by 1");
    }
}
