package dev.lifeline.datasource.internal.replay;

import static dev.lifeline.datasource.internal.replay.Accounts.amount;
import static dev.lifeline.datasource.internal.replay.Accounts.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.wait.Bounded;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Statements that the server refuses for a temporary reason: the caller gets no error, and each change happens once.
 */
class RefusalReplayIT {
    /** The driver prepares a statement on the server when it is used for the fifth time. */
    private static final int PREPARED = 8;

    private static PostgresServer server;
    private static LifelineDataSource source;

    @BeforeAll
    static void open() {
        server = PostgresServer.started();
        source = LifelineDataSource.open(
                DatabaseConfig.of(DatabaseUrl.parse(server.jdbcUrl()), DatabaseCredentials.of(server.username(), "")));
    }

    @AfterAll
    static void close() {
        source.close();
        server.close();
    }

    @BeforeEach
    void fill() {
        server.execute("drop table if exists account");
        server.execute("create table account (id int primary key, amount int not null)");
        server.execute("insert into account values (1, 0), (2, 0)");
    }

    @Test
    void a_statement_that_a_changed_table_made_stale_is_replayed() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            for (int i = 0; i < PREPARED; i++) {
                int unused = amount(connection, 1);
                connection.commit();
            }
            server.execute("alter table account alter column amount type bigint");

            change(connection, 2, 1);
            assertThat(amount(connection, 1)).isZero();
            connection.commit();
        }

        assertThat(server.query("select amount from account where id = 2")).isEqualTo(1);
    }

    @Test
    void a_write_in_a_read_only_transaction_fails_and_its_connection_stays() throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            int before = pid(connection);

            SQLException refusal = catchThrowableOfType(SQLException.class, () -> change(connection, 1, 1));
            connection.rollback();

            assertThat(refusal.getSQLState()).isEqualTo("25006");
            assertThat(pid(connection)).isEqualTo(before);
        }
    }

    @Test
    void a_write_waits_for_a_server_that_takes_writes() throws Exception {
        server.setReadOnly(true);
        CompletableFuture<Void> write = CompletableFuture.runAsync(RefusalReplayIT::writeOnce);
        await().until(() -> source.health().state() == ConnectionState.READ_ONLY);
        assertThat(write).isNotDone();

        server.setReadOnly(false);

        Bounded.get(write);
        assertThat(server.query("select amount from account where id = 1")).isEqualTo(1);
    }

    private static void writeOnce() {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            int before = amount(connection, 2);
            change(connection, 1, 1);
            assertThat(amount(connection, 2)).isEqualTo(before);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int pid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var answer = statement.executeQuery("select pg_backend_pid()")) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
