package dev.lifeline.datasource.internal.replay;

import static dev.lifeline.datasource.testing.Sql.execute;
import static dev.lifeline.datasource.testing.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.testing.postgres.PostgresServer;
import java.io.ByteArrayInputStream;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.jdbc.PgStatement;

/**
 * Calls that reach the driver without being recorded. A transaction with an unrecorded write is not replayed, because
 * the replay would lack the write; unrecorded reads do not prevent a replay.
 */
class UnrecordedCallsIT {
    private static PostgresServer server;
    private static LifelineDataSource source;

    @BeforeAll
    static void open() {
        server = PostgresServer.started();
        server.execute("create table note (id int primary key, text text, content oid)");
        server.execute("create table entry (id bigint generated always as identity primary key, what text)");
        server.execute("create procedure write_note() language sql as $$ update note set text = 'new' $$");
        source = new LifelineDataSource();
        source.setJdbcUrl(server.jdbcUrl());
        source.setUsername(server.username());
    }

    @AfterAll
    static void close() {
        source.close();
        server.close();
    }

    @BeforeEach
    void fill() {
        server.execute("truncate note, entry; insert into note values (1, 'old', 0)");
    }

    @Test
    void a_transaction_that_can_update_rows_through_a_result_is_not_replayed() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
            connection.setAutoCommit(false);
            try (ResultSet rows = statement.executeQuery("select id, text from note")) {
                rows.next();
                rows.updateString("text", "new");
                rows.updateRow();
            }
            assertNotReplayed(connection, "updates rows through a result");
        }
    }

    @Test
    void a_transaction_that_writes_a_large_object_is_not_replayed() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into note values (2, 'new', ?)")) {
            connection.setAutoCommit(false);
            insert.setBlob(1, new ByteArrayInputStream(new byte[] {1, 2, 3}));
            insert.executeUpdate();
            assertNotReplayed(connection, "a large object");
        }
    }

    @Test
    void a_transaction_that_reads_a_large_object_is_replayed_only_if_it_cannot_write() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select content from note");
            assertNotReplayed(connection, "a large object");
            connection.rollback();

            connection.setReadOnly(true);
            statement.execute("select content from note");
            server.terminateSessions();
            assertThat(statement.execute("select 1")).isTrue();
            connection.rollback();
        }
    }

    @Test
    void a_procedure_that_was_prepared_before_the_transaction_is_not_lost() throws SQLException {
        try (Connection connection = source.getConnection();
                CallableStatement call = connection.prepareCall("call write_note()")) {
            connection.setAutoCommit(false);
            call.execute();
            assertCommitFails(connection);
        }
    }

    @Test
    void a_row_that_is_updated_through_a_result_of_an_earlier_transaction_is_not_lost() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery("select id, text from note")) {
            connection.setAutoCommit(false);
            rows.next();
            rows.updateString("text", "new");
            rows.updateRow();
            assertCommitFails(connection);
        }
    }

    @Test
    void a_statement_of_the_driver_is_not_lost() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.unwrap(PgStatement.class).execute("update note set text = 'new'");
            assertCommitFails(connection);
        }
    }

    private static Connection connectionOfResult(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1")) {
            return rows.getStatement().getConnection();
        }
    }

    @Test
    void a_callable_statement_belongs_to_the_connection_of_the_caller() throws SQLException {
        try (Connection connection = source.getConnection();
                CallableStatement call = connection.prepareCall("call write_note()")) {
            call.execute();
            assertThat(call.getConnection()).isSameAs(connection);
        }
        assertThat(server.texts("select text from note")).containsExactly("new");
    }

    @Test
    void a_transaction_that_ended_on_the_connection_of_a_result_is_not_doubled() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "insert into entry (what) values ('mine')");
            connectionOfResult(connection).commit();
            server.terminateSessions();

            assertOutcomeUnknown(() -> execute(connection, "insert into entry (what) values ('later')"));
            connection.rollback();
        }
        assertThat(server.texts("select what from entry")).containsExactly("mine");
    }

    @Test
    void a_statement_on_the_connection_of_a_result_is_not_lost() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            execute(connectionOfResult(connection), "update note set text = 'new'");
            server.terminateSessions();

            assertOutcomeUnknown(connection::commit);
        }
    }

    private static void assertOutcomeUnknown(ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(call)
                .withMessageContaining("connection of a result")
                .extracting(SQLException::getSQLState)
                .isEqualTo("08007");
    }

    @Test
    void a_transaction_is_replayed_after_an_earlier_one_used_the_connection_of_a_result() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            execute(connectionOfResult(connection), "update note set text = 'new'");
            connection.commit();
            execute(connection, "insert into entry (what) values ('mine')");
            server.terminateSessions();
            connection.commit();
        }
        assertThat(server.texts("select what from entry")).containsExactly("mine");
    }

    @Test
    void a_connection_that_is_closed_through_a_result_and_again_is_not_taken_from_its_next_borrower()
            throws SQLException {
        try (LifelineDataSource small = new LifelineDataSource()) {
            small.setJdbcUrl(server.jdbcUrl());
            small.setUsername(server.username());
            small.setMaximumPoolSize(1);
            Connection connection = small.getConnection();
            connectionOfResult(connection).close();
            try (Connection next = small.getConnection()) {
                next.setAutoCommit(false);
                String session = text(next, "select pg_backend_pid()");
                connection.close();

                assertThat(text(next, "select pg_backend_pid()")).isEqualTo(session);
                next.commit();
            }
        }
    }

    private static void assertCommitFails(Connection connection) throws SQLException {
        server.terminateSessions();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(connection::commit)
                .extracting(SQLException::getSQLState)
                .isEqualTo("08006");
        assertThat(server.texts("select text from note")).containsExactly("old");
    }

    private static void assertNotReplayed(Connection connection, String reason) throws SQLException {
        server.terminateSessions();
        try (Statement next = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> next.execute("select 1"))
                    .withMessageContaining(reason)
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("08006");
        }
        connection.rollback();
        assertThat(server.texts("select text from note")).containsExactly("old");
    }

    @Test
    void questions_about_the_database_survive_the_loss() throws SQLException {
        try (Connection connection = source.getConnection()) {
            DatabaseMetaData questions = connection.getMetaData();
            server.terminateSessions();

            try (ResultSet tables = questions.getTables(null, "public", "note", null)) {
                assertThat(tables.next()).isTrue();
            }
            assertThat(questions.getConnection()).isSameAs(connection);
        }
    }

    @Test
    void generated_keys_can_be_read_after_the_replay_of_a_later_statement() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into entry (what) values ('mine')", Statement.RETURN_GENERATED_KEYS);
                Statement later = connection.createStatement()) {
            connection.setAutoCommit(false);
            insert.executeUpdate();
            server.terminateSessions();
            later.execute("select 1");

            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                long key = keys.getLong("id");
                connection.commit();
                assertThat(server.query("select id from entry")).isEqualTo(key);
            }
        }
    }
}
