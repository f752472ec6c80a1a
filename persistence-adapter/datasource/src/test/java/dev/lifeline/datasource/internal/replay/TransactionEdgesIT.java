package dev.lifeline.datasource.internal.replay;

import static dev.lifeline.datasource.testing.Sql.execute;
import static dev.lifeline.datasource.testing.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.CommitCutter;
import dev.lifeline.testing.proxy.FaultProxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loss of the connection in calls that begin or end a transaction, and before and after it. */
@Timeout(120)
class TransactionEdgesIT {
    private static PostgresServer server;
    private static CommitCutter cutter;
    private static LifelineDataSource source;

    @BeforeAll
    static void open() {
        server = PostgresServer.started();
        cutter = CommitCutter.to(server.port());
        server.execute("create schema a; create schema b; create table a.t (id int); create table b.t (id int)");
        server.execute("create table t (id int); create table refusing (id int); create table wide (id serial)");
        server.execute("create function refuse() returns trigger language plpgsql as"
                + " $$ begin raise exception 'the other server is down' using errcode = '08006'; end $$");
        server.execute("create trigger refuse before insert on refusing for each row execute function refuse()");
        source = sourceAt(cutter.port());
    }

    private static LifelineDataSource sourceAt(int port) {
        LifelineDataSource made = new LifelineDataSource();
        made.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
        made.setUsername(server.username());
        return made;
    }

    @AfterAll
    static void close() {
        source.close();
        cutter.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        server.execute("truncate t, a.t, b.t");
    }

    @Test
    void autocommit_that_is_switched_on_after_a_lost_reply_to_commit_reports_the_commit() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "do $$ begin end $$"); // cannot be replayed
            execute(connection, "insert into t values (1)");
            cutter.cutWhileUnanswered();

            connection.setAutoCommit(true);

            assertThat(connection.getAutoCommit()).isTrue();
        }
        assertThat(server.query("select count(*) from t")).isEqualTo(1);
    }

    @Test
    void a_search_path_in_SQL_that_a_transaction_replaces_holds_for_the_statements_before() throws SQLException {
        try (Connection connection = source.getConnection()) {
            execute(connection, "set search_path = a");
            connection.setAutoCommit(false);
            execute(connection, "insert into t values (1)");
            connection.setSchema("b");
            server.terminateSessions();
            execute(connection, "insert into t values (2)");
            connection.commit();
        }
        assertThat(server.query("select id from a.t")).isEqualTo(1);
        assertThat(server.query("select id from b.t")).isEqualTo(2);
    }

    @Test
    void a_search_path_in_SQL_holds_again_after_a_rollback() throws SQLException {
        try (Connection connection = source.getConnection()) {
            execute(connection, "set search_path = a");
            connection.setAutoCommit(false);
            connection.setSchema("b");
            execute(connection, "insert into t values (1)");
            connection.rollback();
            server.terminateSessions();

            assertThat(text(connection, "show search_path")).isEqualTo("a");
        }
    }

    @Test
    void a_statement_after_an_insert_that_got_no_connection_runs_in_autocommit_mode() throws SQLException {
        try (LifelineDataSource impatient = sourceAt(server.port())) {
            impatient.setConnectionTimeout(1_000);
            try (Connection connection = impatient.getConnection()) {
                server.stop();
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> execute(connection, "insert into t values (1)"));
                connection.rollback();
                server.start();
                assertThat(text(connection, "select count(*) from t")).isEqualTo("0");
                execute(connection, "do $$ begin insert into t values (2); end $$");
            }
        }
        assertThat(server.query("select id from t")).isEqualTo(2);
    }

    @Test
    @Timeout(20)
    void the_time_limit_of_a_caller_ends_its_batch() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setNetworkTimeout(Runnable::run, 1_000);
            statement.addBatch("insert into t values (1)");
            statement.addBatch("insert into t select 2 from pg_sleep(4)");

            assertThatExceptionOfType(SQLException.class).isThrownBy(statement::executeBatch);
        }
    }

    @Test
    @Timeout(20)
    void a_batch_with_an_error_that_only_speaks_of_a_lost_connection_is_not_repeated() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            String session = text(connection, "select pg_backend_pid()");
            statement.addBatch("insert into t values (1)");
            statement.addBatch("insert into refusing values (1)");

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(statement::executeBatch)
                    .withStackTraceContaining("the other server is down");
            assertThat(text(connection, "select pg_backend_pid()")).isEqualTo(session);
        }
    }

    @Test
    void a_batch_with_a_plan_that_is_out_of_date_is_replayed() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into wide (id) values (?)", Statement.RETURN_GENERATED_KEYS)) {
                for (int i = 0; i < 6; i++) {
                    insertTwo(insert, 2 * i);
                }
                connection.commit();
                server.execute("alter table wide add column more int");

                insertTwo(insert, 100);
                connection.commit();
            }
        }
        assertThat(server.query("select count(*) from wide")).isEqualTo(14);
    }

    private static void insertTwo(PreparedStatement insert, int id) throws SQLException {
        insert.setInt(1, id);
        insert.addBatch();
        insert.setInt(1, id + 1);
        insert.addBatch();
        assertThat(insert.executeBatch()).containsExactly(1, 1);
    }

    @Test
    @Timeout(20)
    void a_transaction_that_SQL_made_read_only_refuses_writes_at_once() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "set transaction read only");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> execute(connection, "insert into t values (1)"))
                    .matches(e -> "25006".equals(e.getSQLState()));
            connection.rollback();
            connection.setAutoCommit(true);
            String session = text(connection, "select pg_backend_pid()");
            execute(connection, "set default_transaction_read_only = on");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> execute(connection, "insert into t values (1)"))
                    .matches(e -> "25006".equals(e.getSQLState()));
            execute(connection, "set default_transaction_read_only = off");
            execute(connection, "insert into t values (1)");
            assertThat(text(connection, "select pg_backend_pid()")).isEqualTo(session);
        }
    }

    /** The driver enforces it in transactions only, unless {@code readOnlyMode} says otherwise. */
    @Test
    void a_write_in_autocommit_mode_on_a_read_only_connection_is_left_to_the_driver() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setReadOnly(true);
            execute(connection, "insert into t values (1)");
        }
        assertThat(server.query("select id from t")).isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void a_replay_does_not_wait_for_locks_of_the_session_that_it_replaces() throws SQLException {
        server.execute("insert into t values (1)");
        try (FaultProxy proxy = FaultProxy.to(server.port());
                LifelineDataSource behind = sourceAt(proxy.port());
                Connection connection = behind.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "update t set id = 2");
            proxy.closeClients();

            execute(connection, "update t set id = id + 1");
            connection.commit();
        }
        assertThat(server.query("select id from t")).isEqualTo(3);
    }
}
