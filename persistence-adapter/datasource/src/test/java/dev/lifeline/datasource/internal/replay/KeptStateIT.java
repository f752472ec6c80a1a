package dev.lifeline.datasource.internal.replay;

import static dev.lifeline.datasource.testing.Sql.execute;
import static dev.lifeline.datasource.testing.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State that a caller keeps across a replay: savepoints, generated values, results, and the session. */
class KeptStateIT {
    private static final String UPSERT =
            "insert into counter (k) values ('a') on conflict (k) do update set n = counter.n + excluded.n";

    private static PostgresServer server;
    private static LifelineDataSource source;

    @BeforeAll
    static void open() {
        server = PostgresServer.started();
        server.execute("create table counter (id serial primary key, k text unique, n int not null default 1)");
        server.execute("create table counted (id serial primary key, n int not null default 1)");
        server.execute("create function count_up() returns trigger language plpgsql as"
                + " $$ begin new.n := new.n + 1; return new; end $$");
        server.execute("create trigger up before insert on counted for each row execute function count_up()");
        server.execute("create procedure set_tenant() language plpgsql as"
                + " $$ begin perform set_config('app.tenant', '7', false); end $$");
        server.execute("create function open_cursor() returns refcursor language plpgsql as"
                + " $$ declare c refcursor; begin open c for select k from counter; return c; end $$");
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
        server.execute("truncate counter, counted");
    }

    /** Returns a connection on which the driver has not created a savepoint yet. */
    private static Connection fresh() throws SQLException {
        server.terminateSessions();
        Connection connection = source.getConnection();
        execute(connection, "select 1");
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void a_rollback_reaches_the_savepoint_that_was_set_before_a_replay() throws SQLException {
        try (Connection connection = fresh()) {
            Savepoint first = connection.setSavepoint();
            execute(connection, "insert into counter (k) values ('a')");
            server.terminateSessions();
            Savepoint second = connection.setSavepoint();
            execute(connection, "insert into counter (k) values ('b')");
            connection.rollback(first);
            connection.commit();

            assertThat(second.getSavepointId()).isNotEqualTo(first.getSavepointId());
            assertThatExceptionOfType(SQLException.class).isThrownBy(first::getSavepointName);
        }
        assertThat(server.query("select count(*) from counter")).isZero();
    }

    @Test
    void a_named_savepoint_keeps_its_name() throws SQLException {
        try (Connection connection = fresh()) {
            Savepoint named = connection.setSavepoint("my \"name\"");
            execute(connection, "insert into counter (k) values ('a')");
            server.terminateSessions();
            connection.rollback(named);
            connection.releaseSavepoint(named);
            connection.commit();

            assertThat(named.getSavepointName()).isEqualTo("my \"name\"");
            assertThatExceptionOfType(SQLException.class).isThrownBy(named::getSavepointId);
        }
        assertThat(server.query("select count(*) from counter")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"isClosed", "getMaxRows", "setString"})
    void generated_keys_survive_other_calls_after_a_replay(String call) throws SQLException {
        try (Connection connection = fresh();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into counter (k) values (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, "a");
            insert.executeUpdate();
            server.terminateSessions();
            execute(connection, "select 1");
            switch (call) {
                case "isClosed" -> assertThat(insert.isClosed()).isFalse();
                case "getMaxRows" -> assertThat(insert.getMaxRows()).isZero();
                default -> insert.setString(1, "b");
            }
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
            }
            insert.setString(1, "b");
            insert.executeUpdate();
            connection.rollback();
        }
    }

    @Test
    void generated_values_that_were_not_read_are_generated_again() throws SQLException {
        server.execute("insert into counter (k) values ('a')");
        try (Connection connection = fresh()) {
            insert(connection, UPSERT, 0);
            insert(connection, "insert into counted (id) values (default)", 0);
            insertBatch(connection, "insert into counted (id) values (default)");
            server.terminateSessions();
            connection.commit();
        }
        assertThat(server.texts("select n from counter")).containsExactly("2");
        assertThat(server.texts("select n from counted")).containsExactly("2", "2", "2");
    }

    @Test
    void the_id_of_a_named_savepoint_is_refused_as_by_the_driver() throws SQLException {
        try (Connection connection = fresh()) {
            Savepoint named = connection.setSavepoint("mine");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(named::getSavepointId)
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("42809");
        }
    }

    @Test
    void a_setting_of_the_transaction_holds_after_a_replay() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement set = connection.prepareStatement("select set_config('app.tenant', ?, true)")) {
            connection.setAutoCommit(false);
            set.setString(1, "tenant");
            set.execute();
            server.terminateSessions();
            execute(connection, "insert into counter (k) values (current_setting('app.tenant'))");
            connection.commit();
        }
        assertThat(server.texts("select k from counter")).containsExactly("tenant");
    }

    @Test
    void an_upsert_does_not_bring_back_a_deleted_row() throws SQLException {
        server.execute("insert into counter (k) values ('a')");
        try (Connection connection = fresh()) {
            insert(connection, UPSERT, 1);
            server.terminateSessions();
            server.execute("delete from counter");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(connection::commit)
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("40001");
            connection.rollback();
        }
        assertThat(server.query("select count(*) from counter")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " on conflict (k) do nothing"})
    void the_keys_of_the_rows_that_were_read_are_kept(String conflict) throws SQLException {
        long key;
        try (Connection connection = fresh()) {
            key = insert(connection, "insert into counter (k) values ('a'), ('b')" + conflict, 1);
            server.terminateSessions();
            connection.commit();
        }
        assertThat(server.query("select id from counter where k = 'a'")).isEqualTo(key);
        assertThat(server.query("select count(*) from counter")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * into temp counter from counter where false",
                "create or replace temp view counter as select 1 where false",
                "create table pg_temp.counter (id int)"
            })
    void a_temporary_table_does_not_outlast_its_borrower(String sql) throws SQLException {
        server.execute("insert into counter (k) values ('a')");
        try (LifelineDataSource one = new LifelineDataSource()) {
            one.setJdbcUrl(server.jdbcUrl());
            one.setUsername(server.username());
            one.setMaximumPoolSize(1);
            try (Connection connection = one.getConnection()) {
                execute(connection, sql);
            }
            try (Connection connection = one.getConnection()) {
                assertThat(text(connection, "select count(*) from counter")).isEqualTo("1");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do $$ begin perform set_config('app.tenant', '7', false); end $$",
                "call set_tenant()",
                "select 7 as x into temp mine"
            })
    void a_change_of_the_session_is_not_lost_unnoticed(String sql) throws SQLException {
        try (Connection connection = fresh()) {
            execute(connection, sql);
            connection.commit();
            server.terminateSessions();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> text(connection, "select current_setting('app.tenant', true)"))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("08006");
        }
    }

    @Test
    void a_result_that_was_read_backwards_is_compared_as_a_whole() throws SQLException {
        try (Connection connection = fresh();
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
            server.execute("insert into counter (k) values ('a')");
            try (ResultSet rows = statement.executeQuery("select k from counter")) {
                rows.last();
                assertThat(rows.getRow()).isEqualTo(1);
                rows.beforeFirst();
            }
            server.terminateSessions();
            server.execute("insert into counter (k) values ('b')");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> execute(connection, "select 1"))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("40001");
            connection.rollback();
        }
    }

    @Test
    void a_transaction_that_reads_a_reference_to_a_cursor_is_not_replayed() throws SQLException {
        try (Connection connection = fresh()) {
            assertThat(text(connection, "select open_cursor()")).isNotEmpty();
            server.terminateSessions();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> execute(connection, "select 1"))
                    .withMessageContaining("refcursor");
            connection.rollback();
        }
    }

    /** Reads as many of the generated keys, and returns the last one read. */
    private static long insert(Connection connection, String sql, int keysToRead) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            insert.executeUpdate();
            return read(insert, keysToRead);
        }
    }

    private static void insertBatch(Connection connection, String sql) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            insert.addBatch();
            insert.addBatch();
            insert.executeBatch();
        }
    }

    private static long read(Statement insert, int count) throws SQLException {
        long key = 0;
        try (ResultSet keys = insert.getGeneratedKeys()) {
            for (int i = 0; i < count; i++) {
                assertThat(keys.next()).isTrue();
                key = keys.getLong("id");
            }
        }
        return key;
    }
}
