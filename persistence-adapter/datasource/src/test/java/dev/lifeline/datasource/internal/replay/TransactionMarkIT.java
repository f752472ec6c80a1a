package dev.lifeline.datasource.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import dev.lifeline.datasource.internal.jdbc.LeaseHolder;
import dev.lifeline.datasource.internal.jdbc.ServerRun;
import dev.lifeline.datasource.internal.jdbc.ServerRuns;
import dev.lifeline.datasource.internal.replay.TransactionMark.Status;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.jdbc.PgConnection;

/** Answers of servers about a transaction number that they may have assigned again. */
class TransactionMarkIT {
    private final ServerRuns runs = new ServerRuns();
    private PostgresServer server;

    @BeforeEach
    void start() {
        server = PostgresServer.started();
        server.execute("create table note (number int)");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_number_that_was_assigned_again_between_two_crashes_is_not_taken_for_the_transactions() throws SQLException {
        TransactionMark mark = markOfOpenTransaction();
        crash();
        try (Connection between = connect(server)) {
            assignAgain(between, Long.parseLong(mark.xid()));
        }
        crash();

        assertThat(statusAt(server, mark)).isEqualTo(Status.ABORTED);
    }

    @Test
    void a_COMMIT_that_a_standby_has_not_received_yet_is_undecided_there() throws SQLException {
        try (PostgresServer standby = PostgresServer.standbyOf(server)) {
            TransactionMark mark = markOfOpenTransaction();

            assertThat(statusAt(standby, mark)).isEqualTo(Status.UNDECIDED);
        }
    }

    /** A session outlives the promotion of its server. */
    @Test
    void a_session_that_began_on_a_standby_does_not_take_its_COMMIT_for_lost() throws SQLException {
        try (PostgresServer standby = PostgresServer.standbyOf(server);
                CheckedConnection session = connect(standby)) {
            server.execute("insert into note values (3)");
            server.kill();
            standby.promote();
            session.setAutoCommit(false);
            try (Statement statement = session.createStatement()) {
                statement.execute("insert into note values (4)");
            }
            TransactionMark mark = TransactionMark.read(session, session.run(), false);
            session.commit();

            assertThat(statusAt(standby, mark)).isEqualTo(Status.COMMITTED);
        }
    }

    /** The changes may have been copied there, as in a switch to a logical copy. */
    @Test
    void a_server_with_other_data_knows_nothing_of_the_transaction() throws SQLException {
        try (PostgresServer other = PostgresServer.startedWithOwnCluster()) {
            assertThat(statusAt(other, markOfOpenTransaction())).isEqualTo(Status.UNKNOWN);
        }
    }

    /** The transaction's records are not in the log file yet, because nothing has flushed them. */
    private TransactionMark markOfOpenTransaction() throws SQLException {
        CheckedConnection connection = connect(server);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into note values (1)");
        }
        return TransactionMark.read(connection, connection.run(), false);
    }

    private void crash() {
        server.kill();
        server.start();
    }

    /** Commits transactions until one has the number. */
    private static void assignAgain(Connection connection, long number) throws SQLException {
        long assigned = 0;
        while (assigned < number) {
            try (Statement statement = connection.createStatement();
                    var answer = statement.executeQuery("with inserted as (insert into note values (2) returning 1)"
                            + " select pg_current_xact_id()::text::bigint from inserted")) {
                answer.next();
                assigned = answer.getLong(1);
            }
        }
        assertThat(assigned).isEqualTo(number);
    }

    private Status statusAt(PostgresServer asked, TransactionMark mark) throws SQLException {
        try (CheckedConnection other = connect(asked)) {
            return mark.status(other, other.run() == null ? "" : other.run().cluster(), runs);
        }
    }

    private CheckedConnection connect(PostgresServer to) throws SQLException {
        Connection connection = DriverManager.getConnection(to.jdbcUrl(), to.username(), "");
        ServerRun run = ServerRun.of(connection);
        if (run != null) {
            runs.note(run);
        }
        return new CheckedConnection(connection.unwrap(PgConnection.class), false, run, new LeaseHolder(), false, "");
    }
}
