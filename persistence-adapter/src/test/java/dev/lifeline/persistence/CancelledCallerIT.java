package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.persistence.config.PoolConfig;
import dev.lifeline.persistence.testing.TestConfig;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a transaction, and of the next borrower, when a caller hangs up. The pool has a single connection. */
@Timeout(120)
class CancelledCallerIT {
    private static final String CANCELLED = "57014";
    private static final String SLEEPING = "select count(*) from pg_stat_activity where wait_event = 'PgSleep'";
    private static final String ROWS = "select count(*) from numbers";

    private static PostgresServer server;
    private static Database database;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        server.execute("create table numbers (value int)");
        server.execute("create function nap() returns trigger language plpgsql as "
                + "$$ begin perform pg_sleep(2); return null; end $$");
        server.execute("create constraint trigger slow_commit after insert on numbers deferrable initially deferred "
                + "for each row when (new.value = 2) execute function nap()");
        PoolConfig usual = PoolConfig.defaults();
        database = Database.open(
                TestConfig.of(server)
                        .withPool(new PoolConfig(
                                1,
                                Duration.ofSeconds(20),
                                usual.idleTimeout(),
                                usual.maxLifetime(),
                                usual.keepalive())),
                event -> {});
    }

    @AfterAll
    static void stop() {
        database.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        server.execute("delete from numbers");
    }

    @Test
    void transaction_of_a_caller_that_hung_up_before_commit_is_rolled_back() {
        var caller = new CallerCancellation();

        CompletableFuture<Void> work = run(caller, connection -> {
            insert(connection, 1);
            caller.cancel();
            connection.commit();
        });

        assertCancelled(work);
        assertThat(server.query(ROWS)).isZero();
    }

    @Test
    void transaction_whose_commit_was_sent_is_completed() {
        var caller = new CallerCancellation();

        CompletableFuture<Void> work = run(caller, connection -> {
            insert(connection, 2);
            connection.commit();
        });
        await().until(() -> server.query(SLEEPING) == 1);
        caller.cancel();

        assertThat(work).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(server.query(ROWS)).isEqualTo(1);
    }

    @Test
    void no_statement_of_the_next_borrower_is_cancelled() throws Exception {
        for (int i = 0; i < 40; i++) {
            var caller = new CallerCancellation();
            CompletableFuture<Void> work = run(caller, connection -> execute(connection, "select pg_sleep(60)"));
            await().pollInterval(Duration.ofMillis(10)).until(() -> server.query(SLEEPING) == 1);

            caller.cancel();

            assertThat(next()).isEqualTo(1);
            assertCancelled(work);
        }
    }

    @Test
    void caller_that_hung_up_leaves_the_queue_for_a_connection() throws Exception {
        var caller = new CallerCancellation();
        try (Connection only = database.dataSource().getConnection()) {
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(
                    () -> caller.run(() -> database.read(CancelledCallerIT::one)), task -> new Thread(task).start());
            await().until(() -> database.connection().health().pool().waiting() == 1);

            caller.cancel();

            assertThat(waiting).failsWithin(10, TimeUnit.SECONDS);
            execute(only, "select 1");
        }
        assertThat(next()).isEqualTo(1);
    }

    private static CompletableFuture<Void> run(CallerCancellation caller, Work work) {
        return CompletableFuture.runAsync(() -> caller.run(() -> transact(work)), task -> new Thread(task).start());
    }

    private static void transact(Work work) {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            work.run(connection);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private static void assertCancelled(CompletableFuture<Void> work) {
        assertThatThrownBy(() -> work.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e.getCause()).getSQLState())
                .isEqualTo(CANCELLED);
    }

    private static void insert(Connection connection, int value) throws SQLException {
        execute(connection, "insert into numbers values (" + value + ")");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int next() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            return one(connection);
        }
    }

    private static int one(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select 1")) {
            answer.next();
            return answer.getInt(1);
        }
    }

    @FunctionalInterface
    private interface Work {
        void run(Connection connection) throws SQLException;
    }
}
