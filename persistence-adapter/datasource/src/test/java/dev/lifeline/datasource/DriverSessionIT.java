package dev.lifeline.datasource;

import static dev.lifeline.datasource.testing.Sql.execute;
import static dev.lifeline.datasource.testing.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Session state that a connection of the driver keeps, or cannot keep, when its server connection changes. */
class DriverSessionIT {
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        server.execute("create role guarded login password 'first'");
        server.requirePassword("guarded");
        server.execute("create table parent (id serial primary key, name text)");
        server.execute("create function set_tenant(t text) returns text language sql as"
                + " $$ select set_config('app.tenant', t, false) $$");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String url(String parameters) {
        return "jdbc:lifeline:postgresql://127.0.0.1:" + server.port() + "/postgres?lifeline.linger=0&" + parameters;
    }

    private static Connection connect(String parameters) throws SQLException {
        return DriverManager.getConnection(url(parameters), server.username(), "");
    }

    @Test
    void a_new_password_brings_an_engine_back_whose_own_is_refused() throws SQLException {
        String url = url("lifeline.connectionTimeout=3000");
        try (Connection first = DriverManager.getConnection(url, "guarded", "first")) {
            assertThat(text(first, "select current_user")).isEqualTo("guarded");
            server.execute("alter role guarded password 'second'");
            server.terminateSessions();
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> text(first, "select 1"));

            try (Connection second = DriverManager.getConnection(url, "guarded", "second")) {
                assertThat(text(second, "select current_user")).isEqualTo("guarded");
                assertThat(text(first, "select current_user")).isEqualTo("guarded");
            }
        }
    }

    @Test
    void currval_without_a_value_of_the_caller_is_refused() throws SQLException {
        try (Connection connection = connect("");
                Connection other = connect("")) {
            execute(other, "insert into parent (name) values ('of another')");
            execute(connection, "insert into parent (name) values ('mine')");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> text(connection, "select currval('parent_id_seq')"))
                    .withMessageContaining("lifeline.keepSession=true")
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("55000"));
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> execute(connection, "insert into parent (id) values (LASTVAL() + 100)"));

            execute(connection, "insert into parent (name) values ('currval(no call)')");
            connection.setAutoCommit(false);
            String key = text(connection, "insert into parent (name) values ('mine') returning id");
            assertThat(text(connection, "select currval('parent_id_seq')")).isEqualTo(key);
            connection.commit();
        }
    }

    @Test
    void a_kept_session_has_all_that_functions_leave_in_it() throws SQLException {
        try (Connection connection = connect("lifeline.keepSession=true")) {
            try (Connection other = connect("lifeline.keepSession=true")) {
                String key = text(connection, "insert into parent (name) values ('mine') returning id");
                execute(other, "insert into parent (name) values ('of another')");
                assertThat(text(connection, "select currval('parent_id_seq')")).isEqualTo(key);
                assertThat(text(other, "select set_tenant('7')")).isEqualTo("7");
                assertThat(text(other, "select current_setting('app.tenant')")).isEqualTo("7");
            }
            try (Connection next = connect("lifeline.keepSession=true")) {
                assertThat(text(next, "select coalesce(current_setting('app.tenant', true), '')"))
                        .isEmpty();
            }
            server.terminateSessions();
            assertThat(text(connection, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void the_default_isolation_is_not_that_of_a_changed_session() throws SQLException {
        try (Connection changed = connect("");
                Connection other = connect("")) {
            execute(changed, "set default_transaction_isolation = 'serializable'");
            changed.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            other.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);

            assertThat(text(other, "show transaction_isolation")).isEqualTo("serializable");
        }
    }

    @Test
    void a_statement_that_closes_itself_keeps_no_server_connection() throws SQLException {
        try (Connection connection = connect("lifeline.maximumPoolSize=1&lifeline.connectionTimeout=2000");
                Connection other = connect("lifeline.maximumPoolSize=1&lifeline.connectionTimeout=2000")) {
            Statement statement = connection.createStatement();
            statement.closeOnCompletion();
            statement.executeQuery("select 1").close();
            assertThat(connection.isValid(1)).isTrue();

            assertThat(text(other, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void a_replay_keeps_no_server_connection() throws SQLException {
        String one = "lifeline.maximumPoolSize=1&lifeline.connectionTimeout=10000";
        try (Connection connection = connect(one);
                Connection other = connect(one)) {
            connection.setAutoCommit(false);
            execute(connection, "insert into parent (name) values ('replayed')");
            server.terminateSessions();
            execute(connection, "insert into parent (name) values ('after the loss')");
            connection.commit();

            assertThat(text(other, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void an_abort_ends_the_session_and_leaves_the_others() throws SQLException {
        try (Connection other = connect("lifeline.maximumPoolSize=1")) {
            Connection connection = connect("lifeline.maximumPoolSize=1");
            connection.setAutoCommit(false);
            String session = text(connection, "select pg_backend_pid()");
            connection.abort(Runnable::run);

            assertThat(text(other, "select 1")).isEqualTo("1");
            await().until(
                            () -> server.query("select count(*) from pg_stat_activity where pid = " + session),
                            count -> count == 0);
            assertThat(connection.isClosed()).isTrue();
        }
    }
}
