package dev.lifeline.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.OperationGivenUp;
import dev.lifeline.domain.connection.ConnectionEvent.OperationRetried;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.domain.write.WriteToken;
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

/** Effects on a transaction, and on the next borrower, when a caller hangs up. The pool has a single connection. */
@Timeout(120)
class CancelledCallerIT {
    private static final String CANCELLED = "57014";
    private static final String SLEEPING = "select count(*) from pg_stat_activity where wait_event = 'PgSleep'";
    private static final String ROWS = "select count(*) from numbers";

    private static final RecordingListener events = new RecordingListener();
    private static PostgresServer server;
    private static LifelineDataSource database;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        server.execute("create table numbers (value int)");
        server.execute("create function nap() returns trigger language plpgsql as "
                + "$$ begin perform pg_sleep(2); return null; end $$");
        server.execute("create constraint trigger slow_commit after insert on numbers deferrable initially deferred "
                + "for each row when (new.value = 2) execute function nap()");
        PoolConfig usual = PoolConfig.defaults();
        database = LifelineDataSource.configure(TestConfig.of(server)
                        .withPool(new PoolConfig(
                                1,
                                Duration.ofSeconds(20),
                                usual.idleTimeout(),
                                usual.maxLifetime(),
                                usual.keepalive())))
                .listener(events)
                .open();
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
        try (Connection only = database.getConnection()) {
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(
                    () -> caller.run(() -> database.read(CancelledCallerIT::one)), task -> new Thread(task).start());
            await().until(() -> database.health().pool().waiting() == 1);

            caller.cancel();

            assertThat(waiting).failsWithin(10, TimeUnit.SECONDS);
            execute(only, "select 1");
        }
        assertThat(next()).isEqualTo(1);
    }

    @Test
    void caller_of_the_data_source_that_hung_up_waits_no_longer_for_a_connection() throws Exception {
        var caller = new CallerCancellation();
        try (Connection only = database.getConnection()) {
            CompletableFuture<Void> waiting = run(caller, connection -> execute(connection, "select 1"));
            await().until(() -> database.health().pool().waiting() == 1);

            caller.cancel();

            assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e.getCause()).getSQLState())
                    .isEqualTo(CANCELLED);
            execute(only, "select 1");
        }
    }

    @Test
    void statement_after_a_commit_is_cancelled_too() throws Exception {
        var caller = new CallerCancellation();
        CompletableFuture<Void> work = run(caller, connection -> {
            insert(connection, 1);
            connection.commit();
            execute(connection, "select pg_sleep(60)");
        });
        await().until(() -> server.query(SLEEPING) == 1);

        caller.cancel();

        assertCancelled(work);
        assertThat(server.query(ROWS)).isEqualTo(1);
        assertThat(next()).isEqualTo(1);
    }

    @Test
    void write_whose_caller_hung_up_is_rolled_back_and_its_token_is_free() throws Exception {
        var caller = new CallerCancellation();
        WriteToken token = WriteToken.random("t");
        CompletableFuture<Void> write = CompletableFuture.runAsync(
                () -> caller.run(() -> database.write(token, connection -> {
                    insert(connection, 1);
                    execute(connection, "select pg_sleep(60)");
                    return "";
                })),
                task -> new Thread(task).start());
        await().until(() -> server.query(SLEEPING) == 1);

        caller.cancel();

        assertThatThrownBy(() -> write.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("Request interrupted");
        assertThat(server.query(ROWS)).isZero();
        assertThat(database.write(token, connection -> "done").replayed()).isFalse();
    }

    @Test
    void callers_that_hung_up_are_no_evidence_against_the_database() throws Exception {
        events.clear();
        var caller = new CallerCancellation();
        CompletableFuture<Void> read = CompletableFuture.runAsync(
                () -> caller.run(() -> database.read(connection -> {
                    execute(connection, "select pg_sleep(60)");
                    return "";
                })),
                task -> new Thread(task).start());
        await().until(() -> server.query(SLEEPING) == 1);

        caller.cancel();

        assertThat(read).failsWithin(20, TimeUnit.SECONDS);
        assertThat(next()).isEqualTo(1);
        assertThat(events.events())
                .doesNotHaveAnyElementsOfTypes(OperationGivenUp.class, OperationRetried.class, ConnectionLost.class);
        assertThat(database.health().state()).isEqualTo(ConnectionState.CONNECTED);
    }

    private static CompletableFuture<Void> run(CallerCancellation caller, Work work) {
        return CompletableFuture.runAsync(() -> caller.run(() -> transact(work)), task -> new Thread(task).start());
    }

    private static void transact(Work work) {
        try (Connection connection = database.getConnection()) {
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
        try (Connection connection = database.getConnection()) {
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
