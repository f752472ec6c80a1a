package dev.lifeline.datasource.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Sequences fall back if the server crashes before it has flushed its log: a value that a caller keeps is not returned
 * again.
 */
class SequenceFallbackIT {
    private static PostgresServer server;
    private static LifelineDataSource source;

    @BeforeAll
    static void open() {
        server = PostgresServer.started();
        server.execute("create sequence free; create sequence down increment -1; create sequence named");
        server.execute("create table free_note (id bigint primary key default nextval('free'), what text)");
        server.execute("create table text_note (id text primary key default 'N' || nextval('named'), what text)");
        server.execute("create table triggered (id bigint primary key, what text)");
        server.execute("create sequence hidden; create function number() returns trigger language plpgsql as"
                + " $$ begin if new.id is null then new.id := nextval('hidden'); end if; return new; end $$");
        server.execute("create trigger number before insert on triggered for each row execute function number()");
        server.execute("create table plain_note (id bigint primary key default nextval('free'), n int default -1)");
        source = new LifelineDataSource();
        source.setJdbcUrl(server.jdbcUrl());
        source.setUsername(server.username());
    }

    @AfterAll
    static void close() {
        source.close();
        server.close();
    }

    private static void crash() {
        server.kill();
        server.start();
    }

    @Test
    void a_sequence_that_no_column_owns_passes_the_kept_value() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            long kept = Long.parseLong(insert(connection, "insert into free_note (what) values ('a')"));
            crash();
            connection.commit();
            assertThat(server.query("select id from free_note")).isEqualTo(kept);
            assertThat(server.query("select nextval('free')")).isGreaterThan((int) kept);
        }
    }

    @Test
    void a_value_of_a_descending_sequence_is_not_kept_after_a_crash() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (ResultSet answer = statement.executeQuery("select nextval('down')")) {
                assertThat(answer.next()).isTrue();
            }
            crash();
            assertNotKept(connection);
        }
    }

    @Test
    void a_value_that_is_made_of_a_sequence_is_not_kept_after_a_crash() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, "insert into text_note (what) values ('a')");
            crash();
            assertNotKept(connection);
        }
    }

    @Test
    void a_value_of_a_sequence_that_the_column_does_not_use_is_not_kept_after_a_crash() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, "insert into triggered (what) values ('a')");
            crash();
            assertNotKept(connection);
        }
    }

    @Test
    void a_constant_default_is_kept_after_a_crash() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            long kept = Long.parseLong(insert(connection, "insert into plain_note (id, n) values (default, default)"));
            crash();
            connection.commit();
            assertThat(server.query("select id from plain_note where n = -1")).isEqualTo(kept);
        }
    }

    private static void assertNotKept(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("select 1"))
                    .withMessageContaining("could not be kept")
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("40001");
        }
        connection.rollback();
    }

    private static String insert(Connection connection, String sql) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                return keys.getString("id");
            }
        }
    }
}
