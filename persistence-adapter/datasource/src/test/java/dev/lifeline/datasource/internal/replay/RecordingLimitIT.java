package dev.lifeline.datasource.internal.replay;

import static dev.lifeline.datasource.testing.Sql.execute;
import static dev.lifeline.datasource.testing.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.config.ReplayConfig;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limit of the memory that the recording of a transaction takes. */
class RecordingLimitIT {
    private static final int MOST_BYTES = 40_000;

    private static PostgresServer server;
    private static LifelineDataSource source;

    @BeforeAll
    static void open() {
        server = PostgresServer.started();
        server.execute("create table note (what text, content bytea)");
        source = LifelineDataSource.open(
                TestConfig.of(server).withReplay(new ReplayConfig(true, true, 100, MOST_BYTES)));
    }

    @AfterAll
    static void close() {
        source.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        server.execute("truncate note");
    }

    @Test
    void the_parameters_of_a_batch_count() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into note values (?)")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 300; i++) {
                insert.setString(1, "a text that is longer than its statement");
                insert.addBatch();
            }
            insert.executeBatch();
            assertTooLarge(connection);
        }
    }

    @Test
    void a_long_text_and_a_long_array_count() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into note values (?, ?)")) {
            connection.setAutoCommit(false);
            insert.setString(1, "x".repeat(MOST_BYTES / 2));
            insert.setBytes(2, new byte[MOST_BYTES / 2]);
            insert.executeUpdate();
            assertTooLarge(connection);
        }
    }

    @Test
    void each_row_of_a_result_counts() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement query = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (ResultSet rows =
                    query.executeQuery("select repeat('x', i * 1000) from generate_series(0, 10) i order by i")) {
                assertThat(rows.next()).isTrue();
            }
            assertTooLarge(connection);
        }
    }

    @Test
    void many_small_values_of_a_result_count() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            text(connection, "select i, null, 0 from generate_series(1, 1000) i");
            assertTooLarge(connection);
        }
    }

    @Test
    void a_transaction_below_the_limit_is_replayed() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into note values (?)")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 100; i++) {
                insert.setString(1, "a text");
                insert.addBatch();
            }
            insert.executeBatch();
            text(connection, "select i from generate_series(1, 100) i");
            server.terminateSessions();
            connection.commit();
        }
        assertThat(server.query("select count(*) from note")).isEqualTo(100);
    }

    private static void assertTooLarge(Connection connection) throws SQLException {
        server.terminateSessions();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> execute(connection, "select 1"))
                .withMessageContaining("more than " + MOST_BYTES + " bytes")
                .extracting(SQLException::getSQLState)
                .isEqualTo("08006");
        connection.rollback();
    }
}
