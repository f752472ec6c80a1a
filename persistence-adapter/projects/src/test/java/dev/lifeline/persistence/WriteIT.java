package dev.lifeline.persistence;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.datasource.work.SqlWork;
import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.write.TokenReusedException;
import dev.lifeline.domain.write.WriteInProgressException;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Idempotent writes with SQL of the embedding application. */
class WriteIT {
    private static PostgresServer server;
    private static ProjectStore database;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        database = ProjectStore.open(TestConfig.of(server), event -> {});
        database.dataSource().write(WriteToken.random("first"), connection -> "creates the schema");
        server.execute("create table counters (name text primary key, value int not null)");
    }

    @AfterAll
    static void stop() {
        database.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        server.execute("truncate counters");
        server.execute("insert into counters values ('a', 0), ('b', 0)");
    }

    @Test
    void a_write_runs_once_per_token_and_its_outcome_is_returned_again() {
        WriteToken token = WriteToken.random("count");
        AtomicInteger runs = new AtomicInteger();
        SqlWork<String> work = connection -> {
            execute(connection, "update counters set value = value + 1 where name = 'a'");
            return "outcome " + runs.incrementAndGet();
        };

        assertThat(database.dataSource().write(token, work)).isEqualTo(new WriteResult<>("outcome 1", false));
        assertThat(database.dataSource().write(token, work)).isEqualTo(new WriteResult<>("outcome 1", true));

        assertThat(value("a")).isEqualTo(1);
        assertThat(runs).hasValue(1);
    }

    @Test
    void a_failed_write_changes_nothing_and_leaves_its_token_unused() {
        WriteToken token = WriteToken.random("count");

        assertThatExceptionOfType(DatabaseOperationException.class)
                .isThrownBy(() -> database.dataSource().write(token, connection -> {
                    execute(connection, "update counters set value = 9");
                    execute(connection, "select * from nowhere");
                    return "";
                }));
        assertThatIllegalStateException().isThrownBy(() -> database.dataSource().write(token, connection -> {
            execute(connection, "update counters set value = 9");
            throw new IllegalStateException("changed my mind");
        }));

        assertThat(value("a")).isZero();
        assertThat(database.dataSource().write(token, add("a"))).isEqualTo(new WriteResult<>("", false));
    }

    @Test
    void an_error_that_the_work_swallows_is_reported_because_the_server_rolls_back() {
        WriteToken token = WriteToken.random("count");

        assertThatIllegalStateException()
                .isThrownBy(() -> database.dataSource().write(token, connection -> {
                    execute(connection, "update counters set value = 9");
                    try {
                        execute(connection, "select * from nowhere");
                    } catch (SQLException e) {
                        assertThat(e.getSQLState()).isEqualTo("42P01");
                    }
                    return "";
                }))
                .withMessageContaining("nothing was changed");

        assertThat(value("a")).isZero();
    }

    @Test
    void an_error_reported_at_COMMIT_is_not_in_doubt() {
        server.execute("create table pairs (id int unique deferrable initially deferred)");

        assertThatExceptionOfType(DatabaseOperationException.class)
                .isThrownBy(() -> database.dataSource().write(WriteToken.random("pair"), connection -> {
                    execute(connection, "insert into pairs values (1), (1)");
                    return "";
                }));

        assertThat(server.query("select count(*) from pairs")).isZero();
    }

    @Test
    void deadlocked_writes_are_retried_until_both_succeed() {
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();

        CompletableFuture<?> one = onAThread(
                () -> database.dataSource().write(WriteToken.random("count"), transfer("a", "b", runs, bothHoldOne)));
        CompletableFuture<?> other = onAThread(
                () -> database.dataSource().write(WriteToken.random("count"), transfer("b", "a", runs, bothHoldOne)));

        assertThat(CompletableFuture.allOf(one, other)).succeedsWithin(Duration.ofSeconds(20));
        assertThat(runs).hasValue(3);
        assertThat(value("a")).isEqualTo(2);
        assertThat(value("b")).isEqualTo(2);
    }

    @Test
    void concurrent_writes_with_one_token_run_once_and_the_second_is_refused_as_in_progress()
            throws InterruptedException {
        WriteToken token = WriteToken.random("count");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        CompletableFuture<?> first = onAThread(() -> database.dataSource().write(token, connection -> {
            execute(connection, "update counters set value = value + 1 where name = 'a'");
            begun.countDown();
            awaitUninterrupted(refused);
            return "first";
        }));
        begun.await();

        assertThatExceptionOfType(WriteInProgressException.class)
                .isThrownBy(() -> database.dataSource().write(token, add("a")))
                .satisfies(e -> assertThat(e.retryAfter()).isPositive());
        refused.countDown();

        assertThat(first).succeedsWithin(Duration.ofSeconds(10));
        assertThat(database.dataSource().write(token, add("a"))).isEqualTo(new WriteResult<>("first", true));
        assertThat(value("a")).isEqualTo(1);
    }

    @Test
    void another_fingerprint_with_the_same_token_is_refused() {
        WriteToken token = WriteToken.random("count").withFingerprint("one");
        database.dataSource().write(token, add("a"));

        assertThatExceptionOfType(TokenReusedException.class)
                .isThrownBy(() -> database.dataSource().write(token.withFingerprint("two"), add("a")));

        assertThat(value("a")).isEqualTo(1);
    }

    @Test
    void the_work_cannot_end_the_transaction_but_may_use_savepoints() {
        for (SqlWork<Void> end : List.<SqlWork<Void>>of(
                c -> done(c::commit),
                c -> done(c::rollback),
                c -> done(c::close),
                c -> done(() -> c.setAutoCommit(true)))) {
            assertThatExceptionOfType(DatabaseOperationException.class)
                    .isThrownBy(() -> database.dataSource().write(WriteToken.random("count"), connection -> {
                        end.run(connection);
                        return "";
                    }))
                    .withRootCauseInstanceOf(SQLFeatureNotSupportedException.class);
        }
        database.dataSource().write(WriteToken.random("count"), connection -> {
            var before = connection.setSavepoint();
            execute(connection, "update counters set value = 9");
            connection.rollback(before);
            return "";
        });

        assertThat(value("a")).isZero();
    }

    @Test
    void work_that_ends_the_transaction_with_SQL_is_reported() {
        for (String end : List.of("commit", "rollback")) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> database.dataSource().write(WriteToken.random("count"), connection -> {
                        execute(connection, end);
                        return "";
                    }))
                    .withMessageContaining("ended the transaction");
        }
    }

    /** A host that crashes in mid-transaction: the server is not notified that its client is gone. */
    @Test
    void a_stalled_writer_does_not_block_its_token_permanently() {
        WriteToken token = WriteToken.random("count");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (ProjectStore other =
                ProjectStore.open(TestConfig.of(server).withOperationDeadline(Duration.ofSeconds(2)), event -> {})) {
            CompletableFuture<?> gone = onAThread(() -> other.dataSource().write(token, connection -> {
                begun.countDown();
                awaitUninterrupted(over);
                return "never";
            }));
            awaitUninterrupted(begun);

            await().ignoreExceptionsInstanceOf(WriteInProgressException.class)
                    .until(() -> database.dataSource().write(token, add("a")), new WriteResult<>("", false)::equals);

            over.countDown();
            await().until(gone::isDone);
        }
        assertThat(value("a")).isEqualTo(1);
    }

    @Test
    void reads_return_the_result_of_the_work() {
        assertThat(database.dataSource().<Integer>read(connection -> {
                    try (Statement statement = connection.createStatement();
                            var answer = statement.executeQuery("select count(*) from counters")) {
                        answer.next();
                        return answer.getInt(1);
                    }
                }))
                .isEqualTo(2);
    }

    @Test
    void old_receipts_are_deleted_in_batches_and_recent_ones_kept() {
        server.execute("truncate write_receipts");
        server.execute("insert into write_receipts (scope, key, fingerprint, created_at)"
                + " select 'old', i::text, '', now() - interval '25 hours' from generate_series(1, 7) i");
        WriteToken young = WriteToken.random("young");
        database.dataSource().write(young, add("a"));

        assertThat(database.dataSource().removeReceipts(Duration.ofHours(24), 5))
                .isEqualTo(5);
        assertThat(database.dataSource().removeReceipts(Duration.ofHours(24), 5))
                .isEqualTo(2);
        assertThat(database.dataSource().removeReceipts(Duration.ofHours(24), 5))
                .isZero();

        assertThat(database.dataSource().write(young, add("a")).replayed()).isTrue();
    }

    @Test
    void receipts_can_be_in_a_configured_schema() {
        try (ProjectStore other = ProjectStore.open(TestConfig.of(server).withSchema("own_place"), event -> {})) {
            WriteToken token = WriteToken.random("count");
            other.dataSource().write(token, add("a"));

            assertThat(other.dataSource().write(token, add("a")).replayed()).isTrue();
            assertThat(server.query("select count(*) from own_place.write_receipts"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_write_without_the_receipts_table_reports_the_missing_table() {
        try (ProjectStore bare =
                ProjectStore.open(TestConfig.of(server).withSchema("nowhere").withMigrate(false), event -> {})) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> bare.dataSource().write(WriteToken.random("count"), add("a")))
                    .withMessageContaining("There is no table \"nowhere\".write_receipts");
        }
        assertThat(value("a")).isZero();
    }

    private static SqlWork<String> add(String name) {
        return connection -> {
            execute(connection, "update counters set value = value + 1 where name = '" + name + "'");
            return "";
        };
    }

    private static SqlWork<String> transfer(String first, String second, AtomicInteger runs, CyclicBarrier barrier) {
        return connection -> {
            boolean again = runs.incrementAndGet() > 2;
            execute(connection, "update counters set value = value + 1 where name = '" + first + "'");
            if (!again) {
                awaitUninterrupted(barrier);
            }
            execute(connection, "update counters set value = value + 1 where name = '" + second + "'");
            return "";
        };
    }

    private interface Step {
        void run() throws SQLException;
    }

    private static Void done(Step step) throws SQLException {
        step.run();
        return null;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static CompletableFuture<Void> onAThread(Runnable work) {
        return CompletableFuture.runAsync(work, task -> new Thread(task, "writer").start());
    }

    private static void awaitUninterrupted(CyclicBarrier barrier) {
        try {
            barrier.await(10, SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static int value(String counter) {
        return server.query("select value from counters where name = '" + counter + "'");
    }
}
