package dev.lifeline.datasource.internal.replay;

import static dev.lifeline.datasource.internal.replay.Accounts.amount;
import static dev.lifeline.datasource.internal.replay.Accounts.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.wait.Bounded;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

/**
 * Failures that the caller requested or must handle reach the caller unchanged: nothing is replayed, and no outage is
 * reported.
 */
class CallersFailuresIT {
    private static final String CANCELLED = "57014";

    private static PostgresServer server;
    private static final List<ConnectionEvent> EVENTS = new CopyOnWriteArrayList<>();
    private static LifelineDataSource source;

    @BeforeAll
    static void open() {
        server = PostgresServer.started();
        source = LifelineDataSource.configure(DatabaseConfig.of(
                        DatabaseUrl.parse(server.jdbcUrl()), DatabaseCredentials.of(server.username(), "")))
                .listener(EVENTS::add)
                .open();
        server.execute("create table account (id int primary key, amount int not null)");
        server.execute("create table runs (what text)");
        server.execute("create function raised(state text) returns int language plpgsql as"
                + " $$ begin raise exception 'reported by another server' using errcode = state; end $$");
    }

    @AfterAll
    static void close() {
        source.close();
        server.close();
    }

    @BeforeEach
    void fill() {
        await().until(() -> source.health().state() == ConnectionState.CONNECTED);
        EVENTS.clear();
        server.execute("truncate account, runs");
        server.execute("insert into account values (1, 0), (2, 0)");
    }

    /** Use of a statement by a caller. */
    @FunctionalInterface
    private interface Use {
        void on(Statement statement) throws SQLException;
    }

    /**
     * Runs the use in a transaction, and returns its failure. Unless the connection has timed out, it can be used
     * afterwards.
     */
    private static SQLException failure(Use use) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("insert into runs values ('begun')");
                SQLException failure = catchThrowableOfType(SQLException.class, () -> use.on(statement));
                connection.rollback();
                assertThat(server.query("select count(*) from runs")).isZero();
                return failure;
            }
        }
    }

    private static void assertNoOutage() {
        assertThat(source.health().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(EVENTS).noneMatch(ConnectionEvent.ConnectionLost.class::isInstance);
    }

    @Test
    void a_query_timeout() throws SQLException {
        SQLException failure = failure(statement -> {
            statement.setQueryTimeout(1);
            statement.execute("select pg_sleep(60)");
        });

        assertThat(failure.getSQLState()).isEqualTo(CANCELLED);
        assertNoOutage();
    }

    @Test
    void a_statement_timeout_of_the_server() throws SQLException {
        SQLException failure = failure(statement -> {
            statement.execute("set local statement_timeout = '200ms'");
            statement.execute("select pg_sleep(60)");
        });

        assertThat(failure.getSQLState()).isEqualTo(CANCELLED);
        assertNoOutage();
    }

    @Test
    void a_statement_that_another_thread_cancels() throws Exception {
        SQLException failure = failure(statement -> {
            CompletableFuture<Void> cancelling = CompletableFuture.runAsync(() -> cancelWhenRunning(statement));
            try {
                statement.execute("select pg_sleep(59)");
            } finally {
                Bounded.get(cancelling);
            }
        });

        assertThat(failure.getSQLState()).isEqualTo(CANCELLED);
        assertNoOutage();
    }

    private static void cancelWhenRunning(Statement statement) {
        await().until(() -> server.query("select count(*) from pg_stat_activity where query = 'select pg_sleep(59)'"
                        + " and state = 'active' and wait_event = 'PgSleep'")
                == 1);
        try {
            statement.cancel();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_network_timeout() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, 300);
            try (Statement statement = connection.createStatement()) {
                SQLException failure =
                        catchThrowableOfType(SQLException.class, () -> statement.execute("select pg_sleep(60)"));

                assertThat(failure.getSQLState()).startsWith("08");
                assertThat(failure.getCause()).isInstanceOf(SocketTimeoutException.class);
            }
        }
        assertNoOutage();
    }

    @Test
    @Timeout(20)
    void a_statement_after_a_network_timeout_does_not_run_in_another_transaction() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, 300);
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute("select pg_sleep(60)"));

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("insert into runs values ('later')"))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("08006");
        }
        assertThat(server.query("select count(*) from runs")).isZero();
    }

    @Test
    @Timeout(20)
    void a_transaction_timeout_of_the_server() throws SQLException {
        assumeTrue(server.query("select count(*) from pg_settings where name = 'transaction_timeout'") == 1);
        SQLException failure = failure(statement -> {
            statement.execute("set local transaction_timeout = '300ms'");
            statement.execute("select pg_sleep(60)");
        });

        assertThat(failure.getSQLState()).isEqualTo("25P04");
    }

    @Test
    @Timeout(20)
    void a_write_of_a_role_that_only_reads() throws SQLException {
        server.execute("create role reader login; grant insert on runs to reader");
        server.execute("alter role reader set default_transaction_read_only = on");
        try (LifelineDataSource readers = LifelineDataSource.open(
                        DatabaseConfig.of(DatabaseUrl.parse(server.jdbcUrl()), DatabaseCredentials.of("reader", "")));
                Connection connection = readers.getConnection();
                Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("insert into runs values ('refused')"))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("25006");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "57P05", "53100"})
    @Timeout(20)
    void an_error_that_a_function_raises(String sqlState) throws SQLException {
        SQLException failure = failure(statement -> statement.execute("select raised('" + sqlState + "')"));

        assertThat(failure.getSQLState()).isEqualTo(sqlState);
        assertNoOutage();
    }

    @Test
    void a_duplicate_key() throws SQLException {
        SQLException failure = failure(statement -> statement.execute("insert into account values (1, 0)"));

        assertThat(failure.getSQLState()).isEqualTo("23505");
        assertNoOutage();
    }

    @Test
    void a_serialization_failure() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            int unused = amount(connection, 1);
            server.execute("update account set amount = 5 where id = 1");

            SQLException failure = catchThrowableOfType(SQLException.class, () -> change(connection, 1, 1));
            connection.rollback();

            assertThat(failure.getSQLState()).isEqualTo("40001");
            assertThat(failure.getClass()).isEqualTo(PSQLException.class);
        }
        assertNoOutage();
    }

    /**
     * Checks that one of the two transactions is the victim of the deadlock, and that only the changes of the other are
     * stored.
     */
    @Test
    void a_deadlock() throws Exception {
        CountDownLatch bothHoldOne = new CountDownLatch(2);
        CompletableFuture<String> one =
                CompletableFuture.supplyAsync(() -> changeBoth(1, 2, bothHoldOne), CallersFailuresIT::startThread);
        CompletableFuture<String> other =
                CompletableFuture.supplyAsync(() -> changeBoth(2, 1, bothHoldOne), CallersFailuresIT::startThread);

        assertThat(Stream.of(Bounded.get(one), Bounded.get(other))).containsExactlyInAnyOrder("40P01", "committed");
        assertThat(server.query("select sum(amount) from account")).isEqualTo(2);
        assertNoOutage();
    }

    /** The common pool has a single thread on a machine with two processors. */
    private static void startThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitTheOther(CountDownLatch bothHoldOne) {
        bothHoldOne.countDown();
        await().until(() -> bothHoldOne.getCount() == 0);
    }

    private static String changeBoth(int first, int second, CountDownLatch bothHoldOne) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                change(connection, first, 1);
                awaitTheOther(bothHoldOne);
                change(connection, second, 1);
                connection.commit();
                return "committed";
            } catch (SQLException e) {
                connection.rollback();
                return e.getSQLState();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_interrupt() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            change(connection, 1, 1);
            Thread.currentThread().interrupt();
            try {
                change(connection, 2, 1);
                connection.commit();
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }
        assertThat(server.query("select sum(amount) from account")).isEqualTo(2);
        assertNoOutage();
    }
}
