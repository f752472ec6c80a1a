package dev.lifeline.datasource.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeline.datasource.config.ReplayConfig;
import dev.lifeline.datasource.internal.jdbc.ForwardingConnection;
import dev.lifeline.datasource.internal.jdbc.ServerRun;
import dev.lifeline.datasource.internal.jdbc.ServerRuns;
import dev.lifeline.datasource.internal.socket.Connections;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Replaces lost connections by those of a lender that the test controls. */
class ConnectionReplacementIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static PostgresServer server;

    @BeforeAll
    static void open() {
        server = PostgresServer.started();
        server.execute("create sequence numbers");
        server.execute("create table note (text text)");
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.username(), "");
    }

    @Test
    void a_connection_that_is_dead_on_borrow_is_replaced() throws SQLException {
        Connection first = connect();
        Connection dead = connect();
        Connection sound = connect();
        Lender lender = new QueueLender(new ArrayDeque<>(List.of(dead, sound)));
        try (Connection connection = replaying(first, lender);
                Statement statement = connection.createStatement()) {
            first.close();
            dead.close();

            assertThat(statement.execute("select nextval('numbers')")).isTrue();
        }
    }

    /** The pool counts a thread that holds one connection while it waits for another one as a nested borrower. */
    @Test
    void a_lost_connection_is_given_back_before_another_one_is_waited_for() throws SQLException {
        AtomicBoolean isGivenBack = new AtomicBoolean();
        Connection lost = connect();
        Connection first = new ForwardingConnection(lost) {
            @Override
            public void close() throws SQLException {
                isGivenBack.set(true);
                super.close();
            }
        };
        Lender lender = new QueueLender(new ArrayDeque<>()) {
            @Override
            public Connection borrow(Duration limit) throws SQLException {
                assertThat(isGivenBack).isTrue();
                return connect();
            }
        };
        try (Connection connection = replaying(first, lender);
                Statement statement = connection.createStatement()) {
            lost.abort(Runnable::run);

            assertThat(statement.execute("select 1")).isTrue();
        }
    }

    /** The replay loses the second connection, and there is no third one. */
    @Test
    void statements_of_a_connection_that_could_not_be_replaced_are_closed_without_a_failure() throws SQLException {
        Connection first = connect();
        Connection second = connect();
        Lender lender = new QueueLender(new ArrayDeque<>(List.of(second))) {
            @Override
            public void setReplayable(Connection connection, boolean replayable) {
                if (connection == second) {
                    Connections.abort(second);
                }
            }
        };
        try (Connection connection = replaying(first, lender)) {
            Statement statement = connection.createStatement();
            PreparedStatement prepared = connection.prepareStatement("select ?::int");
            first.abort(Runnable::run);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("select 1"))
                    .withMessageContaining("no other connection was available");
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> prepared.setInt(1, 1));
            assertThatCode(statement::close).doesNotThrowAnyException();
            assertThatCode(prepared::close).doesNotThrowAnyException();
        }
    }

    @Test
    void a_lost_commit_and_the_replay_have_one_limit_together() throws SQLException {
        FakeTicker ticker = new FakeTicker();
        List<Duration> limits = new ArrayList<>();
        Connection first = new ForwardingConnection(connect()) {
            @Override
            public void commit() throws SQLException {
                Connections.abort(target());
                throw new SQLException("the reply is lost", "08006");
            }
        };
        Lender lender = new QueueLender(new ArrayDeque<>()) {
            @Override
            public Connection borrow(Duration limit) throws SQLException {
                if (limits.isEmpty()) {
                    ticker.advance(Duration.ofSeconds(8));
                }
                limits.add(limit);
                return connect();
            }
        };
        try (Connection connection = new ReplayingConnection(
                        first, new ReplayContext(lender, ReplayConfig.defaults(), LIMIT, ticker, false), () -> {});
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("insert into note values ('once')");

            connection.commit();
        }
        assertThat(limits).hasSizeGreaterThan(1).first().isEqualTo(LIMIT);
        assertThat(limits)
                .as("the question after the commit may be asked more than once")
                .last()
                .isEqualTo(LIMIT.minusSeconds(8));
        assertThat(server.query("select count(*) from note")).isEqualTo(1);
    }

    /** The function writes at its first call, and only reads afterwards. */
    @Test
    void a_function_that_writes_no_more_in_the_replay_leaves_the_COMMIT_unknown() throws SQLException {
        server.execute("create table claim (id int primary key);"
                + " create function try_claim(claimed int) returns boolean language plpgsql as $$ begin"
                + " if exists (select from claim where id = claimed) then return false; end if;"
                + " insert into claim values (claimed); return true; end $$");
        Connection first = new ForwardingConnection(connect()) {
            @Override
            public void commit() throws SQLException {
                Connections.abort(target());
                throw new SQLException("the reply is lost", "08006");
            }
        };
        Lender lender = new QueueLender(new ArrayDeque<>()) {
            @Override
            public Connection borrow(Duration limit) throws SQLException {
                server.execute("insert into claim values (7) on conflict do nothing");
                return connect();
            }
        };
        try (Connection connection = replaying(first, lender);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select try_claim(7)");

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(connection::commit)
                    .matches(e -> "08007".equals(e.getSQLState()));
        }
    }

    @Test
    void an_abort_ends_a_recovery() throws SQLException {
        AtomicReference<Connection> aborted = new AtomicReference<>();
        Connection first = connect();
        Lender lender = new QueueLender(new ArrayDeque<>()) {
            @Override
            public Connection borrow(Duration limit) throws SQLException {
                aborted.get().abort(Runnable::run);
                return connect();
            }
        };
        try (Connection connection = replaying(first, lender)) {
            aborted.set(connection);
            connection.setAutoCommit(false);
            Statement statement = connection.createStatement();
            statement.execute("insert into note values ('aborted')");
            first.abort(Runnable::run);

            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute("select 1"));
            assertThatExceptionOfType(SQLException.class).isThrownBy(connection::commit);
        }
        assertThat(server.query("select count(*) from note where text = 'aborted'"))
                .isZero();
    }

    private static Connection replaying(Connection first, Lender lender) {
        return new ReplayingConnection(
                first, new ReplayContext(lender, ReplayConfig.defaults(), LIMIT, Ticker.system(), false), () -> {});
    }

    /** Lends connections in that order. */
    private static class QueueLender implements Lender {
        private final Queue<Connection> connections;

        QueueLender(Queue<Connection> connections) {
            this.connections = connections;
        }

        @Override
        public Connection borrow(Duration limit) throws SQLException {
            @Nullable Connection next = connections.poll();
            if (next == null) {
                throw new SQLTransientConnectionException("there is no connection");
            }
            return next;
        }

        @Override
        public Connection borrowAnother(Duration limit) throws SQLException {
            return borrow(limit);
        }

        @Override
        public boolean isLost(Connection connection) {
            try {
                return connection.isClosed();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean isLoss(SQLException failure) {
            return String.valueOf(failure.getSQLState()).startsWith("08");
        }

        @Override
        public boolean isRefusal(SQLException failure) {
            return false;
        }

        @Override
        public boolean isRefusedWrite(SQLException failure) {
            return false;
        }

        @Override
        public boolean isOfReadOnlyRole(Connection connection) {
            return false;
        }

        @Override
        public void awaitWritable(SQLException refused, Duration limit) {}

        @Override
        public boolean isReusable(Connection connection) {
            return false;
        }

        @Override
        public int directCalls(Connection connection) {
            return 0;
        }

        @Override
        public void discard(Connection connection) {}

        @Override
        public @Nullable ServerRun runOf(Connection connection) {
            return null;
        }

        @Override
        public ServerRuns runs() {
            return new ServerRuns();
        }

        @Override
        public void setReplayable(Connection connection, boolean replayable) {}

        @Override
        public void reportLoss() {}
    }
}
