package dev.lifeline.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The defaults of sessions: each borrower finds them, also on connections that replaced lost ones. */
class SessionDefaultsIT {
    /** Autocommit, read-only, isolation, first schema of the search path, a setting, the role. */
    private static final List<String> DEFAULTS =
            List.of("false", "true", "serializable", "Odd \"Name\"", "7MB", "clerk", "1");

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        server.execute("create role clerk; create schema \"Odd \"\"Name\"\"\"; create table note (text text)");
        server.execute("grant usage, create on schema \"Odd \"\"Name\"\"\" to clerk");
        server.execute("grant all on note to clerk; create table \"Odd \"\"Name\"\"\".here as select 1 as one");
        server.execute("grant select on \"Odd \"\"Name\"\"\".here to clerk");
    }

    @AfterAll
    static void stop() {
        server.close();
        Leftovers.assertNoThreads();
    }

    private static LifelineDataSource bean() {
        LifelineDataSource bean = new LifelineDataSource();
        bean.setJdbcUrl(server.jdbcUrl());
        bean.setUsername(server.username());
        bean.setMaximumPoolSize(1);
        return bean;
    }

    private static LifelineDataSource withDefaults() {
        LifelineDataSource bean = bean();
        bean.setAutoCommit(false);
        bean.setReadOnly(true);
        bean.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        bean.setSchema("Odd \"Name\"");
        bean.setConnectionInitSql("set work_mem = '7MB'; set role clerk -- as ever");
        bean.setConnectionTestQuery("select 1");
        return bean;
    }

    private static List<String> found(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        found.add(String.valueOf(connection.getAutoCommit()));
        found.add(String.valueOf(connection.isReadOnly()));
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select current_setting('transaction_isolation'),"
                        + " current_schema(), current_setting('work_mem'), current_user, one from here")) {
            answer.next();
            for (int column = 1; column <= 5; column++) {
                found.add(answer.getString(column));
            }
        }
        return found;
    }

    private static List<String> found(LifelineDataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return found(connection);
        }
    }

    private static void changeEverything(LifelineDataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            connection.setReadOnly(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setSchema("public");
            statement.execute("reset role");
            statement.execute("set work_mem = '8MB'");
        }
    }

    @Test
    void each_borrower_finds_them_whatever_the_last_one_did() throws SQLException {
        try (LifelineDataSource source = withDefaults()) {
            assertThat(found(source)).isEqualTo(DEFAULTS);

            changeEverything(source);

            assertThat(found(source)).isEqualTo(DEFAULTS);
        }
    }

    @Test
    void they_hold_after_a_loss_in_a_transaction_and_after_a_new_pool() throws SQLException {
        try (LifelineDataSource source = withDefaults()) {
            try (Connection connection = source.getConnection()) {
                assertThat(found(connection)).isEqualTo(DEFAULTS);
                server.terminateSessions();
                assertThat(found(connection)).isEqualTo(DEFAULTS);
                connection.commit();
                assertThat(found(connection)).isEqualTo(DEFAULTS);
            }
            assertThat(source.reconnect().isHealthy()).isTrue();
            assertThat(found(source)).isEqualTo(DEFAULTS);
            assertThat(source.health().generation()).isGreaterThan(1);
        }
    }

    @Test
    void a_transaction_that_was_not_committed_is_rolled_back() throws SQLException {
        LifelineDataSource bean = bean();
        bean.setAutoCommit(false);
        try (LifelineDataSource source = bean) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into note values ('mine')");
            }
            assertThat(server.query("select count(*) from note where text = 'mine'"))
                    .isZero();
        }
    }

    @Test
    void operations_of_lifeline_read_and_write_whatever_callers_begin_with() {
        LifelineDataSource bean = bean();
        bean.setAutoCommit(false);
        bean.setReadOnly(true);
        try (LifelineDataSource source = bean) {
            var unused = source.write(WriteToken.random("session"), connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("insert into note values ('written')");
                }
                return "";
            });
            boolean autoCommit = source.read(Connection::getAutoCommit);

            assertThat(autoCommit).isTrue();
            assertThat(server.query("select count(*) from note where text = 'written'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_read_only_default_refuses_writes_and_keeps_the_connection() throws SQLException {
        LifelineDataSource bean = bean();
        bean.setAutoCommit(false);
        bean.setReadOnly(true);
        try (LifelineDataSource source = bean;
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("insert into note values ('refused')"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
            connection.rollback();
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void they_hold_without_replay_too() throws SQLException {
        LifelineDataSource bean = withDefaults();
        var config = bean.toConfig();
        try (LifelineDataSource source =
                LifelineDataSource.open(config.withReplay(config.replay().disabled()))) {
            assertThat(found(source)).isEqualTo(DEFAULTS);
            changeEverything(source);
            assertThat(found(source)).isEqualTo(DEFAULTS);
        }
    }

    @Test
    void statements_that_fail_on_a_new_connection_are_named_by_the_failure() {
        LifelineDataSource bean = bean();
        bean.setConnectionInitSql("set no_such_setting = 1");
        bean.setConnectionTimeout(3_000);
        try (LifelineDataSource source = bean) {
            assertThatThrownBy(source::getConnection)
                    .isInstanceOf(SQLException.class)
                    .hasStackTraceContaining("no_such_setting");
        }
    }

    @Test
    void the_opening_waits_for_a_first_connection_where_that_is_configured() throws SQLException {
        LifelineDataSource bean = bean();
        bean.setInitializationFailTimeout(1);
        try (LifelineDataSource source = bean) {
            source.getConnection().close();
        }
        LifelineDataSource nowhere = bean();
        nowhere.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/none");
        nowhere.setInitializationFailTimeout(1);
        assertThatThrownBy(nowhere::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("initializationFailTimeout");
        assertThat(nowhere.isRunning()).isFalse();
    }
}
