package dev.lifeline.datasource.internal.replay;

import static dev.lifeline.datasource.testing.Sql.execute;
import static dev.lifeline.datasource.testing.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.testing.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Differences between a lost session and its replacement, in sequences, settings and open results; and failures that
 * are no loss.
 */
class OtherSessionIT {
    private static final String SESSIONS = "select sessions from pg_stat_database where datname = current_database()";

    private static PostgresServer server;
    private static LifelineDataSource source;

    @BeforeAll
    static void open() {
        server = PostgresServer.started();
        server.execute("create table parent (id serial primary key, name text)");
        server.execute("create table child (parent_id int)");
        server.execute("create function raise_loss() returns int language plpgsql as"
                + " $$ begin raise exception 'the other server is down' using errcode = '08006'; end $$");
        server.execute("create table part (id int) partition by range (id)");
        server.execute("create table part_1 partition of part for values from (0) to (10)");
        source = new LifelineDataSource();
        source.setJdbcUrl(server.jdbcUrl());
        source.setUsername(server.username());
        source.setMaximumPoolSize(2);
    }

    @AfterAll
    static void close() {
        source.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        server.execute("truncate parent, child");
    }

    private static void loseSessionOf(Connection connection) throws SQLException {
        server.execute("select pg_terminate_backend(" + text(connection, "select pg_backend_pid()") + ")");
    }

    /** Draws a value of the sequence in another session: the only one that is idle. */
    private static void drawInOtherSession() throws SQLException {
        try (Connection other = source.getConnection()) {
            execute(other, "insert into parent (name) values ('of another borrower')");
        }
    }

    @Test
    void currval_after_a_kept_key_is_not_the_value_of_another_borrower() throws SQLException {
        try (Connection connection = source.getConnection()) {
            drawInOtherSession();
            connection.setAutoCommit(false);
            insertAndReadKey(connection);
            execute(connection, "insert into child values (currval('parent_id_seq'))");
            loseSessionOf(connection);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(connection::commit)
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("40001"));
        }
        assertThat(server.query("select count(*) from child")).isZero();
    }

    private static void insertAndReadKey(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into parent (name) values ('mine')", Statement.RETURN_GENERATED_KEYS)) {
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getInt(1)).isPositive();
            }
        }
    }

    @Test
    void lastval_is_not_that_of_another_borrower() throws SQLException {
        try (Connection connection = source.getConnection()) {
            drawInOtherSession();
            execute(connection, "insert into parent (name) values ('mine')");
            loseSessionOf(connection);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> text(connection, "select lastval()"))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("55000"));
        }
    }

    @Test
    void the_later_of_a_setting_in_SQL_and_one_of_JDBC_holds() throws SQLException {
        try (Connection connection = source.getConnection()) {
            execute(connection, "set default_transaction_isolation = 'read committed'");
            execute(connection, "set application_name = 'sql'");
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setClientInfo("ApplicationName", "jdbc");
            loseSessionOf(connection);
            assertThat(text(connection, "show transaction_isolation")).isEqualTo("serializable");
            assertThat(text(connection, "show application_name")).isEqualTo("jdbc");

            execute(connection, "set default_transaction_isolation = 'repeatable read'");
            execute(connection, "set application_name = 'sql'");
            loseSessionOf(connection);
            assertThat(text(connection, "show transaction_isolation")).isEqualTo("repeatable read");
            assertThat(text(connection, "show application_name")).isEqualTo("sql");
        }
    }

    @Test
    void client_info_can_be_the_first_call_after_a_loss() throws SQLException {
        try (Connection connection = source.getConnection()) {
            loseSessionOf(connection);
            connection.setClientInfo("ApplicationName", "first call");
            assertThat(text(connection, "show application_name")).isEqualTo("first call");
        }
    }

    @Test
    void a_plan_that_is_out_of_date_leaves_other_results_readable() throws SQLException {
        server.execute("create table shape (id int)");
        server.execute("insert into shape values (1), (2)");
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement planned = connection.prepareStatement("select * from shape");
                    PreparedStatement other = connection.prepareStatement("select 1 union all select 2 order by 1")) {
                for (int i = 0; i < 6; i++) {
                    planned.executeQuery().close(); // from the fifth time on, the server keeps the plan
                }
                connection.commit();
                server.execute("alter table shape add column more int");
                ResultSet rows = other.executeQuery();
                assertThat(rows.next()).isTrue();

                try (ResultSet changed = planned.executeQuery()) {
                    assertThat(changed.getMetaData().getColumnCount()).isEqualTo(2);
                }
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(2);
                assertThat(other.executeQuery().next()).isTrue();
                connection.commit();
            }
        }
    }

    @Test
    void an_error_that_only_speaks_of_a_lost_connection_is_the_callers() throws SQLException {
        try (Connection connection = source.getConnection()) {
            String session = text(connection, "select pg_backend_pid()");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> text(connection, "select raise_loss()"))
                    .withMessageContaining("the other server is down")
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("08006"));
            assertThat(text(connection, "select pg_backend_pid()")).isEqualTo(session);
        }
    }

    @Test
    void a_partition_is_detached_concurrently() throws SQLException {
        try (Connection connection = source.getConnection()) {
            execute(connection, "alter table part detach partition part_1 concurrently");
        }
        assertThat(server.query("select count(*) from pg_inherits where inhrelid = 'part_1'::regclass"))
                .isZero();
    }

    @Test
    void a_statement_that_ends_its_own_session_is_not_repeated() throws SQLException {
        int before = server.query(SESSIONS);

        try (Connection connection = source.getConnection()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> text(connection, "select pg_terminate_backend(pg_backend_pid())"));
        }

        assertThat(server.query(SESSIONS) - before).isLessThan(5);
    }

    @Test
    void a_statement_that_crashes_the_server_is_not_repeated_until_the_time_is_over(@TempDir Path directory)
            throws Exception {
        Path crashes = directory.resolve("crashes");
        server.execute("create function crash() returns int language plpgsql as $$ begin"
                + " execute 'copy (select 1) to program ''echo x >> \"" + crashes + "\"; kill -9 $PPID'''; return 1;"
                + " end $$");
        try (Connection connection = source.getConnection()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> text(connection, "select crash()"))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("08006"))
                    .withMessageContaining("restarted");
        }
        assertThat(Files.readAllLines(crashes)).hasSizeBetween(1, 4);
        await().ignoreExceptions().until(() -> server.query("select 1") == 1);
    }
}
