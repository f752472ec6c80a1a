package dev.lifeline.datasource.internal.replay;

import static dev.lifeline.datasource.internal.replay.Accounts.amount;
import static dev.lifeline.datasource.internal.replay.Accounts.change;
import static dev.lifeline.datasource.testing.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.ExchangeCutter;
import dev.lifeline.testing.proxy.ExchangeCutter.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Cuts the connection at each exchange of a scenario in turn: the caller gets no error, and each change happens once.
 */
class ReplayIT {
    private static PostgresServer server;
    private static ExchangeCutter cutter;
    private static LifelineDataSource source;

    @BeforeAll
    static void open() throws SQLException {
        server = PostgresServer.started();
        cutter = ExchangeCutter.to(server.port());
        source = LifelineDataSource.open(config());
        server.execute("create table account (id int primary key, amount int not null)");
        server.execute("create table entry (id bigint generated always as identity primary key, what text not null,"
                + " token uuid not null default gen_random_uuid(), at timestamptz not null default now(),"
                + " size int generated always as (length(what)) stored)");
        server.execute("create sequence numbers");
    }

    private static DatabaseConfig config() {
        return DatabaseConfig.of(
                DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + cutter.port() + "/postgres"),
                DatabaseCredentials.of(server.username(), ""));
    }

    @AfterAll
    static void close() {
        source.close();
        cutter.close();
        server.close();
    }

    @BeforeEach
    void fill() {
        server.execute("truncate account, entry");
        server.execute("insert into account values (1, 1000000), (2, 1000000)");
    }

    /** Use of a connection by a caller. */
    @FunctionalInterface
    private interface Scenario {
        void run(Connection connection) throws SQLException;
    }

    /**
     * Runs the scenario with a cut at exchange 0, 1, 2 and so on, until it ends without a cut; returns the number of
     * runs.
     */
    private int runCutAtEachExchange(Place place, Scenario scenario) throws SQLException {
        return runCutAtEachExchange(source, place, scenario);
    }

    private static int runCutAtEachExchange(DataSource source, Place place, Scenario scenario) throws SQLException {
        int runs = 0;
        do {
            cutter.cut(runs, place);
            try (Connection connection = source.getConnection()) {
                mark(connection);
                scenario.run(connection);
            }
            runs++;
        } while (cutter.hasCut());
        return runs;
    }

    /** The first statement replaces a connection that an earlier test killed. */
    private static void mark(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
            statement.execute("select 1 " + ExchangeCutter.MARK);
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void a_transfer_happens_once(Place place) throws SQLException {
        int runs = runCutAtEachExchange(place, connection -> {
            connection.setAutoCommit(false);
            int before = amount(connection, 1);
            change(connection, 1, -10);
            assertThat(amount(connection, 1)).isEqualTo(before - 10);
            change(connection, 2, 10);
            connection.commit();
        });

        assertThat(runs).isGreaterThan(5);
        assertThat(server.query("select amount from account where id = 2")).isEqualTo(1_000_000 + 10 * runs);
        assertThat(server.query("select amount from account where id = 1")).isEqualTo(1_000_000 - 10 * runs);
    }

    /** A caller that waits for another connection does not hold the lost one meanwhile. */
    @ParameterizedTest
    @EnumSource(Place.class)
    void a_pool_of_one_connection_is_enough(Place place) throws SQLException {
        PoolConfig small = PoolConfig.defaults().withMaxSize(1).withAcquireTimeout(Duration.ofSeconds(10));
        try (LifelineDataSource one = LifelineDataSource.open(config().withPool(small))) {
            int runs = runCutAtEachExchange(one, place, connection -> {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                change(connection, 1, -10);
                change(connection, 2, 10);
                connection.commit();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            });

            assertThat(server.query("select amount from account where id = 2")).isEqualTo(1_000_000 + 10 * runs);
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void a_statement_in_autocommit_mode_happens_once(Place place) throws SQLException {
        int runs = runCutAtEachExchange(place, connection -> {
            assertThat(connection.getAutoCommit()).isTrue();
            change(connection, 2, 10);
            assertThat(amount(connection, 1)).isEqualTo(1_000_000);
        });

        assertThat(runs).isGreaterThan(3);
        assertThat(server.query("select amount from account where id = 2")).isEqualTo(1_000_000 + 10 * runs);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void generated_keys_that_the_caller_has_read_are_kept(Place place) throws SQLException {
        int runs = runCutAtEachExchange(place, connection -> {
            connection.setAutoCommit(false);
            long first = insert(connection, "a 'quoted' \\ text");
            long second = insert(connection, "another");
            connection.commit();
            assertThat(second).isGreaterThan(first);
            assertThat(server.query("select count(*) from entry where id in (" + first + ", " + second + ")"))
                    .isEqualTo(2);
        });

        assertThat(server.query("select count(*) from entry")).isEqualTo(2 * runs);
        assertThat(server.query("select count(*) from entry where what = E'a ''quoted'' \\\\ text' and size = 17"))
                .isEqualTo(runs);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void the_value_of_a_sequence_is_kept(Place place) throws SQLException {
        runCutAtEachExchange(place, connection -> {
            connection.setAutoCommit(false);
            long number = number(connection);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("insert into account values (" + (number + 1_000) + ", 0)");
            }
            connection.commit();
            assertThat(server.query("select count(*) from account where id = " + (number + 1_000)))
                    .isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void a_batch_happens_once(Place place) throws SQLException {
        int runs = runCutAtEachExchange(place, connection -> {
            connection.setAutoCommit(false);
            try (PreparedStatement statement =
                    connection.prepareStatement("update account set amount = amount + ? where id = ?")) {
                for (int id = 1; id <= 2; id++) {
                    statement.setInt(1, 5);
                    statement.setInt(2, id);
                    statement.addBatch();
                }
                assertThat(statement.executeBatch()).containsExactly(1, 1);
            }
            connection.commit();
        });

        assertThat(server.query("select sum(amount) from account")).isEqualTo(2_000_000 + 10 * runs);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void work_rolled_back_to_a_savepoint_is_not_replayed(Place place) throws SQLException {
        int runs = runCutAtEachExchange(place, connection -> {
            connection.setAutoCommit(false);
            change(connection, 1, 1);
            Savepoint savepoint = connection.setSavepoint();
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("insert into account values (1, 0)");
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo("23505");
                connection.rollback(savepoint);
            }
            change(connection, 2, 1);
            connection.commit();
        });

        assertThat(server.query("select sum(amount) from account")).isEqualTo(2_000_000 + 2 * runs);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void settings_of_the_session_are_restored(Place place) throws SQLException {
        runCutAtEachExchange(place, connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            assertThat(text(connection, "show transaction_isolation")).isEqualTo("serializable");
            assertThat(text(connection, "show transaction_read_only")).isEqualTo("on");
            connection.commit();
        });
    }

    @Test
    void a_writing_function_in_a_select_does_not_run_twice() throws SQLException {
        server.execute("create function count_up() returns int language sql as"
                + " $$ update account set amount = amount + 1 where id = 1 returning amount $$");
        cutter.cut(0, Place.BEFORE_REPLY);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            mark(connection);
            SQLException failure =
                    catchThrowableOfType(SQLException.class, () -> statement.executeQuery("select count_up()"));
            assertThat(cutter.hasCut()).isTrue();
            assertThat(failure.getSQLState()).isEqualTo("08007");
        }
        assertThat(server.query("select amount from account where id = 1")).isEqualTo(1_000_001);
    }

    @Test
    void a_transaction_with_a_different_result_fails_with_the_reason() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            int seen = amount(connection, 1);
            server.execute("update account set amount = " + (seen + 7) + " where id = 1");
            server.terminateSessions();
            SQLException failure = catchThrowableOfType(SQLException.class, () -> change(connection, 1, -10));
            assertThat(failure.getSQLState()).isEqualTo("40001");
            assertThat(failure.getMessage()).contains("the rows of a result differ");
            connection.rollback();
            assertThat(amount(connection, 1)).isEqualTo(seen + 7);
        }
    }

    @Test
    void a_transaction_that_cannot_be_replayed_fails_with_the_reason() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("create temp table mine (id int)");
            }
            server.terminateSessions();
            SQLException failure = catchThrowableOfType(SQLException.class, () -> change(connection, 1, -10));
            assertThat(failure.getSQLState()).isEqualTo("08006");
            assertThat(failure.getMessage()).contains("the session was changed with SQL");
        }
    }

    @Test
    void an_open_result_remains_readable() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select id from account order by id")) {
                rows.next();
                server.terminateSessions();
                change(connection, 1, 1);
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(2);
            }
            connection.commit();
        }
        assertThat(server.query("select amount from account where id = 1")).isEqualTo(1_000_001);
    }

    private static long insert(Connection connection, String what) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into entry (what) values (?)", Statement.RETURN_GENERATED_KEYS)) {
            statement.setString(1, what);
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong("id");
            }
        }
    }

    private static long number(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select nextval('numbers')")) {
            answer.next();
            return answer.getLong(1);
        }
    }
}
