package dev.lifeline.datasource.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.CommitCutter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Lost transactions that could not be replayed completely: no part of them may take effect unreported. */
class FailedRecoveryIT {
    private static PostgresServer server;
    private static CommitCutter cutter;
    private static LifelineDataSource source;

    @BeforeAll
    static void open() {
        server = PostgresServer.started();
        cutter = CommitCutter.to(server.port());
        server.execute("create table account (id int primary key, amount int not null)");
        server.execute("create schema a; create schema b; create table a.t (id int); create table b.t (id int)");
        server.execute("create table t (id int); create table slow (id int)");
        server.execute("create function doze() returns trigger language plpgsql as $$ begin perform pg_sleep(2);"
                + " return null; end $$");
        server.execute("create constraint trigger doze after insert on slow deferrable initially deferred"
                + " for each row execute function doze()");
        source = new LifelineDataSource();
        source.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + cutter.port() + "/postgres");
        source.setUsername(server.username());
    }

    @AfterAll
    static void close() {
        source.close();
        cutter.close();
        server.close();
    }

    @BeforeEach
    void fill() {
        server.execute("truncate account, a.t, b.t, t, slow; insert into account values (1, 100)");
    }

    @Test
    void autocommit_does_not_commit_a_replay_that_differed() throws SQLException {
        try (Connection connection = source.getConnection()) {
            withdraw(connection);
            loseAndWithdrawElsewhere();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(connection::commit)
                    .matches(e -> "40001".equals(e.getSQLState()));
            connection.setAutoCommit(true);
        }
        assertThat(server.query("select amount from account")).isEqualTo(80);
    }

    @Test
    void a_transaction_with_a_statement_that_was_not_replayed_cannot_commit() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            withdraw(connection);
            loseAndWithdrawElsewhere();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("insert into t values (1)"))
                    .matches(e -> "40001".equals(e.getSQLState()));

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("insert into t values (2)"));
            assertThatExceptionOfType(SQLException.class).isThrownBy(connection::commit);

            statement.execute("insert into t values (3)");
            connection.commit();
        }
        assertThat(server.texts("select id from t")).containsExactly("3");
        assertThat(server.query("select amount from account")).isEqualTo(80);
    }

    private static void withdraw(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "update account set amount = amount - 10 where id = 1 returning amount")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(90);
        }
    }

    private static void loseAndWithdrawElsewhere() {
        server.terminateSessions();
        server.execute("update account set amount = amount - 20 where id = 1");
    }

    @Test
    void a_closed_connection_stays_closed() throws SQLException {
        Connection connection = source.getConnection();
        withdraw(connection);
        connection.close();

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(connection::createStatement)
                .matches(e -> "08003".equals(e.getSQLState()));
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connection.prepareStatement("select 1"));
        assertThatExceptionOfType(SQLException.class).isThrownBy(connection::setSavepoint);
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connection.setSchema("a"));
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connection.setReadOnly(true));
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connection.setAutoCommit(true));
        assertThat(server.query("select amount from account")).isEqualTo(100);
    }

    @Test
    void a_change_of_the_schema_is_replayed_at_its_place() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setSchema("a");
            connection.setAutoCommit(false);
            statement.execute("insert into t values (1)");
            connection.setSchema("b");
            statement.execute("insert into t values (2)");
            server.terminateSessions();
            statement.execute("insert into t values (3)");
            connection.commit();
            server.terminateSessions();
            statement.execute("insert into t values (4)");
            connection.commit();
        }
        assertThat(server.texts("select id from a.t")).containsExactly("1");
        assertThat(server.texts("select id from b.t order by 1")).containsExactly("2", "3", "4");
    }

    @Test
    void a_change_of_the_schema_that_was_rolled_back_is_not_made_again() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setSchema("a");
            connection.setAutoCommit(false);
            connection.setSchema("b");
            connection.rollback();
            server.terminateSessions();
            statement.execute("insert into t values (1)");
            connection.commit();
        }
        assertThat(server.texts("select id from a.t")).containsExactly("1");
    }

    @Test
    void a_COMMIT_in_SQL_with_a_lost_reply_is_unknown() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("insert into t values (1)");
            cutter.cutReplyAfter(0);

            assertUnknown(() -> statement.execute("commit"));
        }
    }

    @Test
    void a_COMMIT_that_takes_longer_than_the_callers_limit_is_unknown() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 500);
            connection.setAutoCommit(false);
            statement.execute("insert into slow values (1)");

            assertUnknown(connection::commit);
        }
    }

    private static void assertUnknown(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(work)
                .matches(e -> "08007".equals(e.getSQLState()), "08007");
    }

    @Test
    void a_notification_is_sent_although_its_transaction_has_written_nothing_before_COMMIT() throws SQLException {
        try (Connection listening = DriverManager.getConnection(server.jdbcUrl(), server.username(), "");
                Statement listen = listening.createStatement();
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            listen.execute("listen news");
            connection.setAutoCommit(false);
            statement.execute("notify news, 'once'");
            cutter.cutRequestAfter(0);
            connection.commit();

            assertThat(cutter.isDone()).isTrue();
            assertThat(listening.unwrap(PGConnection.class).getNotifications(5_000))
                    .hasSize(1);
        }
    }
}
