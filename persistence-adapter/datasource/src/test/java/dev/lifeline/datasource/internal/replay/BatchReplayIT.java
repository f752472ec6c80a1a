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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches in transactions that are replayed, because their session was terminated after the batch. */
class BatchReplayIT {
    private static PostgresServer server;
    private static LifelineDataSource source;

    @BeforeAll
    static void open() {
        server = PostgresServer.started();
        server.execute("create table stock (item int primary key, pieces int not null)");
        server.execute("create table entry (id bigint generated always as identity primary key, what text not null,"
                + " token uuid not null default gen_random_uuid())");
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
        server.execute("truncate stock, entry; insert into stock values (1, 10), (2, 10)");
    }

    @Test
    void a_batch_that_changes_other_rows_than_before_fails_with_the_reason() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            assertThat(takePieces(connection, 6)).containsExactly(1, 1);
            server.terminateSessions();
            server.execute("update stock set pieces = 5 where item = 2");

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> takePieces(connection, 1))
                    .withMessageContaining("an update count differs")
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("40001");
            connection.rollback();
        }
    }

    @Test
    void a_batch_of_plain_statements_that_changes_other_rows_fails_as_well() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.addBatch("update stock set pieces = 0 where item = 1");
            statement.addBatch("update stock set pieces = 0 where pieces = 10");
            assertThat(statement.executeBatch()).containsExactly(1, 1);
            server.terminateSessions();
            server.execute("update stock set pieces = 5 where item = 2");

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> takePieces(connection, 1))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("40001");
            connection.rollback();
        }
    }

    @Test
    void generated_keys_of_a_batch_are_kept() throws SQLException {
        List<Long> keys;
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            keys = insert(connection, "first", "it's", "back\\slash");
            server.terminateSessions();
            keys.addAll(insert(connection, "last"));
            connection.commit();
        }
        assertThat(keys).doesNotHaveDuplicates();
        assertThat(server.texts("select id || ' ' || what from entry order by id"))
                .containsExactly(
                        keys.get(0) + " first",
                        keys.get(1) + " it's",
                        keys.get(2) + " back\\slash",
                        keys.get(3) + " last");
    }

    private static int[] takePieces(Connection connection, int pieces) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update stock set pieces = pieces - ? where item = ? and pieces >= ?")) {
            for (int item = 1; item <= 2; item++) {
                statement.setInt(1, pieces);
                statement.setInt(2, item);
                statement.setInt(3, pieces);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    private static List<Long> insert(Connection connection, String... texts) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("insert into entry (what) values (?)", Statement.RETURN_GENERATED_KEYS)) {
            for (String text : texts) {
                statement.setString(1, text);
                statement.addBatch();
            }
            assertThat(statement.executeBatch()).hasSize(texts.length);
            List<Long> keys = new ArrayList<>();
            try (ResultSet rows = statement.getGeneratedKeys()) {
                while (rows.next()) {
                    keys.add(rows.getLong("id"));
                }
            }
            return keys;
        }
    }
}
