package dev.lifeline.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.domain.port.out.DatabaseConnection;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Connections of {@code DriverManager} through the driver. */
class DriverIT {
    private static final int SESSIONS_OF_ENGINE = 2;

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        server.execute("create table note (id int generated always as identity primary key, text text)");
    }

    @AfterEach
    void nothing_is_left() {
        Leftovers.assertNoThreads();
        Leftovers.assertNoSessions(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String url(int port) {
        return "jdbc:lifeline:postgresql://127.0.0.1:" + port + "/postgres?lifeline.linger=0";
    }

    private static Connection connect() throws SQLException {
        return connect(url(server.port()));
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, server.username(), "");
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getInt(1);
        }
    }

    private static void note(Connection connection, String text) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into note (text) values (?)")) {
            insert.setString(1, text);
            insert.executeUpdate();
        }
    }

    private static int notes(String text) {
        return server.query("select count(*) from note where text = '" + text + "'");
    }

    private static int sessions() {
        return server.query("select count(*) from pg_stat_activity where application_name = 'lifeline'");
    }

    @Test
    void the_driver_is_found_without_a_name() throws SQLException {
        assertThat(ServiceLoader.load(Driver.class).stream().map(ServiceLoader.Provider::type))
                .contains(LifelineDriver.class);
        try (Connection connection = connect()) {
            assertThat(number(connection, "select 7")).isEqualTo(7);
        }
    }

    @Test
    void other_databases_have_other_drivers() throws SQLException {
        LifelineDriver driver = new LifelineDriver();

        assertThat(driver.acceptsURL("jdbc:postgresql://localhost/app")).isFalse();
        assertThat(driver.acceptsURL("jdbc:lifeline:mysql://localhost/app")).isFalse();
        assertThat(driver.connect("jdbc:lifeline:mysql://localhost/app", new Properties()))
                .isNull();
    }

    @Test
    void a_transaction_survives_a_restart_and_terminated_sessions() throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            note(connection, "restart");
            server.stop();
            server.start();
            note(connection, "restart");
            server.terminateSessions();
            connection.commit();
            server.terminateSessions();
            note(connection, "restart");
            connection.commit();

            assertThat(notes("restart")).isEqualTo(3);
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void a_statement_survives_a_silent_flow() throws SQLException {
        try (FaultProxy proxy = FaultProxy.to(server.port());
                Connection connection = connect(url(proxy.port()))) {
            note(connection, "silent");
            proxy.loseReplies();

            note(connection, "silent");
            assertThat(notes("silent")).isEqualTo(2);
        }
    }

    @Test
    void a_prepared_statement_survives_between_transactions() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("insert into note (text) values (?)")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < 3; i++) {
                insert.setString(1, "kept");
                insert.executeUpdate();
                connection.commit();
                server.terminateSessions();
            }
            assertThat(notes("kept")).isEqualTo(3);
            assertThat(insert.getConnection()).isSameAs(connection);
        }
    }

    @Test
    void a_result_stays_readable_while_other_statements_are_closed() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select generate_series(1, 3)")) {
            assertThat(number(connection, "select 1")).isEqualTo(1);
            note(connection, "between");

            assertThat(rows.next() && rows.next() && rows.next()).isTrue();
            assertThat(statement.getConnection()).isSameAs(connection);
        }
    }

    @Test
    void an_answer_of_the_metadata_stays_readable_while_statements_are_closed() throws SQLException {
        try (Connection connection = connect();
                ResultSet tables = connection.getMetaData().getTables(null, "public", "note", null)) {
            assertThat(number(connection, "select 1")).isEqualTo(1);
            note(connection, "between");

            assertThat(tables.next()).isTrue();
        }
    }

    @Test
    void idle_connections_hold_no_sessions() throws SQLException {
        Connection[] all = new Connection[20];
        for (int i = 0; i < all.length; i++) {
            all[i] = connect();
            all[i].setAutoCommit(false);
            note(all[i], "idle");
            all[i].commit();
        }
        assertThat(notes("idle")).isEqualTo(all.length);
        assertThat(sessions()).isLessThanOrEqualTo(2 + SESSIONS_OF_ENGINE);
        for (Connection one : all) {
            one.close();
        }
    }

    @Test
    void as_many_transactions_run_at_a_time_as_there_are_connections() throws SQLException {
        Connection[] all = new Connection[15];
        for (int i = 0; i < all.length; i++) {
            all[i] = connect();
            all[i].setAutoCommit(false);
            note(all[i], "busy");
        }
        for (Connection one : all) {
            one.commit();
            one.close();
        }
        assertThat(notes("busy")).isEqualTo(all.length);
    }

    @Test
    void settings_of_the_connection_hold_in_each_transaction() throws SQLException {
        try (Connection connection = connect()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> note(connection, "refused"))
                        .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("25006"));
                connection.rollback();
            }
            connection.setReadOnly(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            server.terminateSessions();
            try (Statement statement = connection.createStatement();
                    ResultSet level = statement.executeQuery("show transaction isolation level")) {
                level.next();
                assertThat(level.getString(1)).isEqualTo("serializable");
            }
            connection.commit();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    @Test
    void a_session_changed_with_sql_stays_with_its_connection() throws SQLException {
        try (Connection connection = connect();
                Connection other = connect()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create temp table mine as select 5 as n");
            }
            assertThat(number(connection, "select n from mine")).isEqualTo(5);
            assertThat(number(other, "select count(*) from pg_class where relname = 'mine'"))
                    .isEqualTo(1);
            assertThat(number(connection, "select n from mine")).isEqualTo(5);
            assertThat(connection.isValid(1)).isTrue();

            server.terminateSessions();

            assertThat(connection.isValid(1)).isFalse();
        }
    }

    @Test
    void the_drivers_connection_stays_the_same() throws SQLException {
        try (Connection connection = connect()) {
            int pid = connection.unwrap(PGConnection.class).getBackendPID();
            assertThat(number(connection, "select pg_backend_pid()")).isEqualTo(pid);
            assertThat(number(connection, "select pg_backend_pid()")).isEqualTo(pid);
        }
    }

    @Test
    void the_health_of_the_database_is_reached_through_a_connection() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(connection.isWrapperFor(DatabaseConnection.class)).isTrue();
            assertThat(connection.unwrap(DatabaseConnection.class).check().isHealthy())
                    .isTrue();
        }
    }

    @Test
    void frameworks_recognise_the_database() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(connection.getMetaData().getURL()).startsWith("jdbc:postgresql://");
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
            assertThat(connection.getMetaData().getDriverName()).isEqualTo("PostgreSQL JDBC Driver");
            assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
        }
    }

    @Test
    void a_closed_or_aborted_connection_is_closed() throws SQLException {
        Connection closed = connect();
        Connection aborted = connect();
        aborted.setAutoCommit(false);
        note(aborted, "aborted");
        closed.close();
        closed.close();
        aborted.abort(Runnable::run);

        for (Connection one : new Connection[] {closed, aborted}) {
            assertThat(one.isClosed()).isTrue();
            assertThat(one.isValid(1)).isFalse();
            assertThatExceptionOfType(SQLException.class).isThrownBy(one::createStatement);
        }
        await().untilAsserted(() -> assertThat(notes("aborted")).isZero());
    }
}
