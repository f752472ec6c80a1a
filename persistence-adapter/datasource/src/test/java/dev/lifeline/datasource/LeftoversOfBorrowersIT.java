package dev.lifeline.datasource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeline.testing.postgres.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/**
 * Compares the session of a pool's only connection, after one borrower, with that of a new connection. Also runs
 * HikariCP, and prints its results.
 */
class LeftoversOfBorrowersIT {
    /** Lifeline takes up to 2 s to verify a connection that may have an outstanding reply. */
    private static final int OUR_LIMIT_SECONDS = 20;

    /** With HikariCP, the next borrower of such a connection waits indefinitely. */
    private static final int THEIR_LIMIT_SECONDS = 2;

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        server.execute("create role other; create schema elsewhere; create table note (text text)");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** An action that a borrower does not undo, and the query with which the next borrower detects it. */
    enum Leftover {
        TRANSACTION_BEGUN_WITH_SQL("begin; insert into note values ('mine')", "select count(*) from note"),
        FAILED_TRANSACTION_BEGUN_WITH_SQL(
                "begin; savepoint a; insert into note values ('mine')", "select count(*) from note") {
            @Override
            void leave(Connection connection) throws SQLException {
                super.leave(connection);
                try {
                    execute(connection, "select 1/0");
                } catch (SQLException e) {
                    // The transaction has failed.
                }
            }
        },
        TRANSACTION_NOT_ENDED("insert into note values ('mine')", "select count(*) from note") {
            @Override
            void leave(Connection connection) throws SQLException {
                connection.setAutoCommit(false);
                super.leave(connection);
            }
        },
        SCHEMA_SET_WITH_JDBC("", "select current_schema()") {
            @Override
            void leave(Connection connection) throws SQLException {
                connection.setSchema("elsewhere");
            }
        },
        SEARCH_PATH("set search_path = elsewhere", "show search_path"),
        ROLE("set role other", "select current_user"),
        SESSION_AUTHORIZATION("set session authorization other", "select session_user"),
        SETTING("set statement_timeout = 77000", "show statement_timeout"),
        SETTING_BY_FUNCTION("select set_config('work_mem', '777kB', false)", "show work_mem"),
        ISOLATION_OF_THE_SESSION(
                "set session characteristics as transaction isolation level serializable",
                "show default_transaction_isolation"),
        TEMPORARY_TABLE(
                "create temp table note (other int)",
                "select count(*) from pg_class where relname = 'note' and relpersistence = 't' and relnamespace = "
                        + "pg_my_temp_schema()"),
        ADVISORY_LOCK(
                "select pg_advisory_lock(pg_backend_pid())",
                "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()"),
        PREPARED_STATEMENT(
                "prepare mine as select 1", "select count(*) from pg_prepared_statements where name = 'mine'"),
        CURSOR_WITH_HOLD("declare mine cursor with hold for select 1", "select count(*) from pg_cursors"),
        LISTEN("listen news", "select count(*) from pg_listening_channels()"),
        APPLICATION_NAME("", "show application_name") {
            @Override
            void leave(Connection connection) throws SQLException {
                connection.setClientInfo("ApplicationName", "mine");
            }
        },
        ISOLATION_SET_WITH_JDBC("", "show transaction_isolation") {
            @Override
            void leave(Connection connection) throws SQLException {
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            }
        },
        READ_ONLY_SET_WITH_JDBC("", "insert into note values ('next') returning 1") {
            @Override
            void leave(Connection connection) throws SQLException {
                connection.setReadOnly(true);
            }
        },
        NETWORK_TIMEOUT("", "select 1") {
            @Override
            void leave(Connection connection) throws SQLException {
                connection.setNetworkTimeout(Runnable::run, 777);
            }

            @Override
            String find(Connection connection) throws SQLException {
                return String.valueOf(connection.getNetworkTimeout());
            }
        },
        COPY_READ_IN_PART("", "select 42") {
            @Override
            @SuppressWarnings("resource") // left open on purpose
            void leave(Connection connection) throws SQLException {
                try {
                    int unused = new PGCopyInputStream(
                                    connection.unwrap(PGConnection.class),
                                    "copy (select generate_series(1, 9)) to stdout")
                            .read();
                } catch (IOException e) {
                    throw new SQLException(e);
                }
            }
        },
        COPY_NOT_ENDED("", "select 42") {
            @Override
            void leave(Connection connection) throws SQLException {
                var unused = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy note from stdin");
            }
        };

        private final String left;
        private final String question;

        Leftover(String left, String question) {
            this.left = left;
            this.question = question;
        }

        void leave(Connection connection) throws SQLException {
            execute(connection, left);
        }

        String find(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery(question)) {
                answer.next();
                return answer.getString(1);
            }
        }

        private static void execute(Connection connection, String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_next_borrower_finds_nothing(Leftover leftover) throws SQLException {
        server.execute("delete from note");
        try (LifelineDataSource ours = lifeline();
                HikariDataSource theirs = hikari()) {
            String expected = found(leftover, ours, OUR_LIMIT_SECONDS);
            server.execute("delete from note");
            Map<String, String> after = new TreeMap<>();
            after.put("HikariCP", after(leftover, theirs, THEIR_LIMIT_SECONDS));
            server.execute("delete from note");
            after.put("Lifeline", after(leftover, ours, OUR_LIMIT_SECONDS));

            System.out.println("Left behind: " + leftover + ": clean is " + expected + ", then " + after);
            assertThat(after).containsEntry("Lifeline", expected);
        }
    }

    private static String after(Leftover leftover, DataSource source, int seconds) throws SQLException {
        try (Connection connection = source.getConnection()) {
            leftover.leave(connection);
        }
        return found(leftover, source, seconds);
    }

    private static String found(Leftover leftover, DataSource source, int seconds) {
        try {
            return CompletableFuture.supplyAsync(() -> foundNow(leftover, source))
                    .get(seconds, SECONDS);
        } catch (TimeoutException e) {
            return "nothing within " + seconds + " s";
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String foundNow(Leftover leftover, DataSource source) {
        try (Connection connection = source.getConnection()) {
            return leftover.find(connection);
        } catch (SQLException e) {
            return "error " + e.getSQLState();
        }
    }

    private static LifelineDataSource lifeline() {
        LifelineDataSource source = new LifelineDataSource();
        source.setJdbcUrl(server.jdbcUrl());
        source.setUsername(server.username());
        source.setMaximumPoolSize(1);
        return source;
    }

    private static HikariDataSource hikari() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl() + (server.jdbcUrl().contains("?") ? "&" : "?") + "ApplicationName=lifeline");
        config.setUsername(server.username());
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }
}
