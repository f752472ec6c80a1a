package dev.lifeline.datasource.internal.replay;

import static dev.lifeline.datasource.testing.Sql.execute;
import static dev.lifeline.datasource.testing.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.ExchangeCutter;
import dev.lifeline.testing.proxy.ExchangeCutter.Place;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Statements with effects that are not visible in their text or transaction: no effect is lost or happens twice. */
class UnrepeatableStatementsIT {
    private static PostgresServer server;
    private static ExchangeCutter cutter;
    private static LifelineDataSource source;

    @BeforeAll
    static void open() {
        server = PostgresServer.started();
        cutter = ExchangeCutter.to(server.port());
        source = new LifelineDataSource();
        source.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + cutter.port() + "/postgres");
        source.setUsername(server.username());
        server.execute("create table entry (id bigint generated always as identity, what text, content bytea)");
        server.execute("create function write_entry() returns int language sql as"
                + " $$ insert into entry (what) values ('f'); select 1 $$");
    }

    @AfterAll
    static void close() {
        source.close();
        cutter.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        server.execute("truncate entry");
    }

    /** Use of a connection by a caller. */
    @FunctionalInterface
    private interface Scenario {
        void run(Connection connection) throws SQLException;
    }

    /** Runs the scenario with a cut at that exchange; returns whether the cut was made. */
    private static boolean runCutAt(int exchange, Place place, boolean autoCommit, Scenario scenario)
            throws SQLException {
        cutter.cut(exchange, place);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1"); // replaces a connection that an earlier test has lost
            statement.execute("select 1 " + ExchangeCutter.MARK);
            connection.setAutoCommit(autoCommit);
            scenario.run(connection);
        }
        return cutter.hasCut();
    }

    private static int runCutAtEachExchange(Place place, boolean autoCommit, Scenario scenario) throws SQLException {
        int runs = 0;
        while (runCutAt(runs, place, autoCommit, scenario)) {
            runs++;
        }
        assertThat(runs).isPositive();
        return runs + 1;
    }

    private static void assertFails(int exchange, Place place, boolean autoCommit, String state, Scenario scenario)
            throws SQLException {
        boolean cut = runCutAt(exchange, place, autoCommit, connection -> {
            SQLException failure = catchThrowableOfType(SQLException.class, () -> scenario.run(connection));
            assertThat((Throwable) failure).isNotNull();
            assertThat(failure.getSQLState()).isEqualTo(state);
        });
        assertThat(cut).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into entry (what) values ('a'); set application_name = 'x'",
                "with i as (insert into entry (what) values ('a') returning 1) select set_config('a.b', 'x', false) "
                        + "from i",
                "select set_config('a.b', 'x', false), write_entry()",
                "create temp table mine as select write_entry()",
                "select write_entry() into temp mine",
                "do $$ begin perform write_entry(); end $$"
            })
    void a_write_together_with_a_session_change_happens_once(String sql) throws SQLException {
        assertFails(0, Place.BEFORE_REPLY, true, "08007", connection -> execute(connection, sql));

        assertThat(server.query("select count(*) from entry")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"; commit", "; select pg_sleep(0.2); commit", "; commit; set application_name = 'x'"})
    void the_outcome_of_a_commit_with_SQL_is_unknown(String end) throws SQLException {
        String sql = "insert into entry (what) values ('a')" + end;
        assertFails(0, Place.BEFORE_REPLY, false, "08007", connection -> execute(connection, sql));

        assertThat(server.query("select count(*) from entry")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"set application_name = 'again'", "select set_config('application_name', 'again', false)"})
    void a_session_change_alone_is_repeated(String sql) throws SQLException {
        boolean cut = runCutAt(0, Place.BEFORE_REPLY, true, connection -> {
            execute(connection, sql);
            assertThat(text(connection, "show application_name")).isEqualTo("again");
        });

        assertThat(cut).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "select pg_notify('news'; '?'), true, BEFORE_REQUEST",
        "select pg_notify('news'; '?'), false, BEFORE_REQUEST",
        "select pg_notify('news'; '?'), false, BEFORE_REPLY",
        "notify news; '?', true, BEFORE_REQUEST",
        "notify news; '?', false, AFTER_REQUEST"
    })
    void a_notification_is_sent_once(String sql, boolean autoCommit, Place place) throws SQLException {
        try (Connection listener = DriverManager.getConnection(server.jdbcUrl(), server.username(), "")) {
            execute(listener, "listen news");
            List<String> sent = new ArrayList<>();
            runCutAtEachExchange(place, autoCommit, connection -> {
                sent.add("news " + sent.size());
                execute(connection, sql.replace(';', ',').replace("?", "news " + (sent.size() - 1)));
                if (!autoCommit) {
                    connection.commit();
                }
            });

            assertThat(notifications(listener, sent.size())).containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    /**
     * Waits until as many notifications have arrived; further ones that have arrived meanwhile are returned as well.
     */
    private static List<String> notifications(Connection listener, int count) throws SQLException {
        List<String> payloads = new ArrayList<>();
        PGNotification[] arrived = {};
        do {
            for (PGNotification one : arrived) {
                payloads.add(one.getParameter());
            }
            arrived = listener.unwrap(PGConnection.class).getNotifications(payloads.size() < count ? 10_000 : 1);
        } while (arrived != null && arrived.length > 0);
        return payloads;
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void the_results_of_a_write_in_autocommit_mode_are_readable(Place place) throws SQLException {
        int runs = runCutAtEachExchange(place, true, connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into entry (what) values ('a')", Statement.RETURN_GENERATED_KEYS)) {
                assertThat(insert.executeUpdate()).isEqualTo(1);
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    assertThat(keys.next()).isTrue();
                    assertThat(server.query("select count(*) from entry where id = " + keys.getLong("id")))
                            .isEqualTo(1);
                }
            }
        });

        assertThat(server.query("select count(*) from entry")).isEqualTo(runs);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void the_rows_that_a_write_in_autocommit_mode_returns_are_readable(Place place) throws SQLException {
        runCutAtEachExchange(place, true, connection -> {
            try (Statement insert = connection.createStatement()) {
                insert.setFetchSize(1);
                assertThat(insert.execute("insert into entry (what) values ('a'), ('b') returning what"))
                        .isTrue();
                assertThat(insert.getFetchSize()).isEqualTo(1);
                try (ResultSet rows = insert.getResultSet()) {
                    assertThat(rows.next() && rows.next()).isTrue();
                    assertThat(rows.getString(1)).isEqualTo("b");
                }
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"true, 08007", "false, 08006"})
    void a_stream_that_was_read_is_not_sent_again(boolean autoCommit, String state) throws SQLException {
        ByteArrayInputStream hundred = new ByteArrayInputStream(new byte[100]);
        assertFails(0, Place.BEFORE_REQUEST, autoCommit, state, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into entry (content) values (?)")) {
                insert.setBinaryStream(1, hundred, 10);
                insert.executeUpdate();
            }
        });

        assertThat(server.query("select count(*) from entry")).isZero();
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void an_array_of_bytes_is_sent_again_as_it_was(Place place) throws SQLException {
        int runs = runCutAtEachExchange(place, false, connection -> {
            byte[] bytes = new byte[10];
            try (PreparedStatement insert = connection.prepareStatement("insert into entry (content) values (?)")) {
                Arrays.fill(bytes, (byte) 1);
                insert.setBytes(1, bytes);
                insert.executeUpdate();
                Arrays.fill(bytes, (byte) 2);
                insert.setBytes(1, bytes);
                insert.addBatch();
                insert.setBytes(1, null);
                insert.addBatch();
                insert.executeBatch();
                Arrays.fill(bytes, (byte) 3);
            }
            connection.commit();
        });

        for (String hex : List.of("01", "02")) {
            assertThat(server.query(
                            "select count(*) from entry where content = decode(repeat('" + hex + "', 10), 'hex')"))
                    .isEqualTo(runs);
        }
        assertThat(server.query("select count(*) from entry")).isEqualTo(3 * runs);
    }

    @Test
    void several_statements_with_parameters_in_one_text_are_run_once() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement inserts = connection.prepareStatement(
                        "insert into entry (what) values (?); insert into entry (what) values (?)")) {
            execute(connection, "select 1"); // replaces a connection that an earlier test has lost
            connection.setAutoCommit(false);
            inserts.setString(1, "a");
            inserts.setString(2, "b");
            inserts.execute();
            connection.commit();
        }
        assertThat(server.texts("select what from entry")).containsExactly("a", "b");
    }
}
