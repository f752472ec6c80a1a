package dev.lifeline.datasource.internal.replay;

import static dev.lifeline.datasource.testing.Sql.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Comparison of results in a replay. The driver receives values in binary format from the sixth execution of a
 * statement on, and in text format on the connection of the replay.
 */
class ComparedResultsIT {
    private static final int UNTIL_BINARY = 6;

    private static PostgresServer server;
    private static LifelineDataSource source;

    @BeforeAll
    static void open() {
        server = PostgresServer.started();
        server.execute("create table document (id int primary key, content bytea, share numeric)");
        server.execute("create table code (id serial primary key, what text,"
                + " code bytea default decode(md5(random()::text), 'hex'),"
                + " codes bytea[] default array[decode(md5(random()::text), 'hex')],"
                + " place point default point(random(), 1), ratio float8 default random(),"
                + " one float8 default 1,"
                + " names text[] default array['a b', null, random()::text],"
                + " at timestamptz default clock_timestamp())");
        source = new LifelineDataSource();
        source.setJdbcUrl(server.jdbcUrl());
        source.setUsername(server.username());
        source.setConnectionInitSql("set time zone 'Asia/Tokyo'");
    }

    @AfterAll
    static void close() {
        source.close();
        server.close();
    }

    @BeforeEach
    void fill() {
        server.execute("truncate document, code; insert into document values (1, '\\x01ff', 0.0000001)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'\\x01ff'::bytea",
                "1::float8",
                "'NaN'::float8",
                "1.5::float4",
                "100::float4",
                "0::numeric",
                "0.00::numeric",
                "0.0000001::numeric",
                "-0.000123400::numeric",
                "1.10::numeric",
                "100000000000000000000::numeric",
                "10000.000010000::numeric",
                "'NaN'::numeric",
                "timestamptz '2020-01-01 12:00:00.5+00'",
                "timestamptz '1500-01-01 12:00:00+00'",
                "timestamptz 'infinity'",
                "timestamptz '0001-01-01 00:00:00 BC'",
                "timestamp '2020-03-29 02:30:00'",
                "timestamp '-infinity'",
                "date '2020-01-01'",
                "time '12:00:00.25'",
                "timetz '12:00:00.25+05'",
                "interval '1 day 2 hours'",
                "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid",
                "array[1, null, 2.5]::float8[]",
                "array[1, null]::int[]",
                "array['a b', null, 'null', '\"']::text[]",
                "array['\\x01ff', null]::bytea[]",
                "array[1.10, 0.0000001]::numeric[]",
                "point(1, 2)",
                "box(point(1, 2), point(3, 4))",
                "true",
                "7::smallint",
                "null::bytea"
            })
    void a_value_in_binary_format_equals_its_text_format(String value) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement("select " + value)) {
            readUntilBinary(query);
            connection.setAutoCommit(false);
            read(query);
            server.terminateSessions();

            assertThatNoException().isThrownBy(() -> execute(connection, "select 1"));
            connection.commit();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"content = '\\x01fe'", "content = null", "share = 0.0000002"})
    void another_value_in_another_format_is_a_difference(String change) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement("select content, share from document")) {
            readUntilBinary(query);
            connection.setAutoCommit(false);
            read(query);
            server.execute("update document set " + change);
            server.terminateSessions();

            assertDiffers(connection);
        }
    }

    private static void assertDiffers(Connection connection) throws SQLException {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> execute(connection, "select 1"))
                .withMessageContaining("differ")
                .extracting(SQLException::getSQLState)
                .isEqualTo("40001");
        connection.rollback();
    }

    /** {@code isBeforeFirst} and {@code isLast} depend on rows that the caller has not read. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_row_behind_those_that_were_read_still_exists(int read) throws SQLException {
        server.execute("insert into document values (2, null, null)");
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select id from document order by id")) {
                assertThat(read == 0 ? rows.isBeforeFirst() : rows.next() && !rows.isLast())
                        .isTrue();
            }
            server.execute("delete from document where id > " + read);
            server.terminateSessions();

            assertDiffers(connection);
        }
    }

    @Test
    void generated_values_in_binary_format_are_kept() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into code (what) values ('x')", Statement.RETURN_GENERATED_KEYS)) {
            for (int i = 0; i < UNTIL_BINARY; i++) {
                insert.executeUpdate();
            }
            connection.setAutoCommit(false);
            insert.executeUpdate();
            String values;
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                values = keys.getInt("id") + " " + keys.getDouble("ratio");
            }
            server.terminateSessions();
            connection.commit();
            assertThat(server.texts("select id || ' ' || ratio from code where id = (select max(id) from code)"))
                    .containsExactly(values);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into code (what) values ('x') returning upper(what), id, code",
                "insert into code (id, code, what) values (default, DEFAULT , ',default') returning what, id, code",
                "insert into code (id, what) values (1000, 'first'), ( default, 'x') returning what, id, code"
            })
    void generated_values_are_kept_in_other_forms_of_an_insert(String insert) throws SQLException {
        List<String> returned = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (ResultSet rows = statement.executeQuery(insert)) {
                while (rows.next()) {
                    returned.add(rows.getInt(2) + " " + rows.getString(3));
                }
            }
            server.terminateSessions();
            connection.commit();
        }
        assertThat(server.texts("select id || ' ' || code from code")).containsExactlyInAnyOrderElementsOf(returned);
    }

    private static void readUntilBinary(PreparedStatement query) throws SQLException {
        for (int i = 0; i < UNTIL_BINARY; i++) {
            read(query);
        }
    }

    private static void read(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isFalse();
        }
    }
}
