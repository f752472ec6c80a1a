package dev.lifeline.datasource.internal.replay;

import static dev.lifeline.datasource.testing.Sql.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Named.named;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PGobject;

/** Calls other than statements that are the first ones after the connection was lost. */
class ForwardedCallsIT {
    private static PostgresServer server;
    private static LifelineDataSource source;

    @BeforeAll
    static void open() {
        server = PostgresServer.started();
        server.execute("create type mood as enum ('good', 'bad'); create table note (mood mood, moods mood[])");
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
    void empty() {
        server.execute("truncate note");
    }

    static Stream<Named<ReplayedTransaction.Action>> callsOnAConnection() {
        return Stream.of(
                named("getTransactionIsolation", Connection::getTransactionIsolation),
                named("getSchema", Connection::getSchema),
                named("getCatalog", Connection::getCatalog),
                named("setCatalog", connection -> connection.setCatalog("other")),
                named("getWarnings", Connection::getWarnings),
                named("clearWarnings", Connection::clearWarnings),
                named("isReadOnly", Connection::isReadOnly),
                named("getHoldability", Connection::getHoldability),
                named("getNetworkTimeout", Connection::getNetworkTimeout),
                named("getClientInfo", Connection::getClientInfo),
                named("getClientInfo of a name", connection -> connection.getClientInfo("ApplicationName")),
                named("getTypeMap", Connection::getTypeMap),
                named("setTypeMap", connection -> connection.setTypeMap(Map.of())),
                named("nativeSQL", connection -> connection.nativeSQL("select 1")),
                named("createArrayOf", connection -> connection.createArrayOf("mood", new String[] {"good"})),
                named("createSQLXML", Connection::createSQLXML));
    }

    @ParameterizedTest
    @MethodSource("callsOnAConnection")
    void calls_on_a_connection_survive_the_loss(ReplayedTransaction.Action call) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "insert into note values ('good')");
            lose(connection);

            call.on(connection);
            execute(connection, "insert into note values ('bad')");
            connection.commit();
        }
        assertThat(server.texts("select mood from note order by mood")).containsExactly("good", "bad");
    }

    /** Ends the session, and makes the driver close its connection. */
    private static void lose(Connection connection) throws SQLException {
        server.terminateSessions();
        for (int i = 0; i < 2; i++) {
            assertThat(connection.isValid(5)).isFalse();
        }
    }

    /** Call on a prepared statement. */
    @FunctionalInterface
    interface StatementCall {
        void on(PreparedStatement statement) throws SQLException;
    }

    static Stream<Named<StatementCall>> callsOnAStatement() {
        return Stream.of(
                named("getMetaData", PreparedStatement::getMetaData),
                named("getParameterMetaData", PreparedStatement::getParameterMetaData),
                named("setString", statement -> statement.setString(1, "good")),
                named("setFetchSize", statement -> statement.setFetchSize(10)),
                named("setArray", statement -> statement.setArray(2, moods(statement))),
                named("setObject of an array", statement -> statement.setObject(2, moods(statement))),
                named("setObject as an array", statement -> statement.setObject(2, moods(statement), Types.ARRAY)),
                named("setObject of a type of the server", statement -> statement.setObject(1, good())),
                named("setObject as a type of the server", statement -> statement.setObject(1, good(), Types.OTHER)),
                named("setNull of a type of the server", statement -> statement.setNull(2, Types.OTHER, "mood[]")));
    }

    private static Array moods(PreparedStatement statement) throws SQLException {
        return statement.getConnection().createArrayOf("text", new String[] {"good"});
    }

    private static PGobject good() throws SQLException {
        PGobject good = new PGobject();
        good.setType("mood");
        good.setValue("good");
        return good;
    }

    @ParameterizedTest
    @MethodSource("callsOnAStatement")
    void calls_on_a_prepared_statement_survive_the_loss(StatementCall call) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into note values (?::mood, ?::mood[])")) {
            connection.setAutoCommit(false);
            execute(connection, "insert into note values ('bad')");
            insert.setString(1, "good");
            insert.setString(2, "{}");
            lose(connection);

            call.on(insert);
            insert.executeUpdate();
            connection.commit();
        }
        assertThat(server.texts("select mood from note order by mood")).containsExactly("good", "bad");
    }

    @ParameterizedTest
    @MethodSource("callsOnAStatement")
    void calls_on_a_prepared_statement_survive_a_second_loss(StatementCall call) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into note values (?::mood, ?::mood[])")) {
            insert.setString(1, "good");
            insert.setString(2, "{}");
            moveAndLose(connection);

            call.on(insert);
            insert.executeUpdate();
        }
        assertThat(server.texts("select mood from note")).containsExactly("good");
    }

    /** Moves to another server connection, which is lost as well, but leaves other statements behind. */
    private static void moveAndLose(Connection connection) throws SQLException {
        lose(connection);
        execute(connection, "select 1");
        lose(connection);
    }

    @Test
    void executions_survive_a_second_loss() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into note values ('good')");
                PreparedStatement query = connection.prepareStatement("select count(*) from note")) {
            moveAndLose(connection);
            insert.executeUpdate();
            moveAndLose(connection);
            try (ResultSet count = query.executeQuery()) {
                count.next();
                assertThat(count.getInt(1)).isEqualTo(1);
            }
        }
    }

    @Test
    void a_statement_survives_the_loss_of_a_transaction_that_was_rolled_back() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into note values (?::mood)")) {
            connection.setAutoCommit(false);
            lose(connection);
            execute(connection, "select 1");
            server.terminateSessions();
            connection.rollback();

            insert.setString(1, "good");
            insert.executeUpdate();
            connection.commit();
        }
        assertThat(server.texts("select mood from note")).containsExactly("good");
    }

    @Test
    void a_prepared_statement_shows_its_text_and_its_parameters() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select count(*) from note where mood::text = ?")) {
            query.setString(1, "good");
            assertThat(query.toString()).contains("select count(*) from note", "good");
        }
    }

    @Test
    void a_call_of_a_closed_connection_fails() throws SQLException {
        Connection connection = source.getConnection();
        connection.close();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(connection::getSchema)
                .extracting(SQLException::getSQLState)
                .isEqualTo("08003");
    }
}
