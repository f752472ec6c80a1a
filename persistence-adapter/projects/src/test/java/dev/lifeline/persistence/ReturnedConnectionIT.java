package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;
import org.postgresql.jdbc.PgConnection;

/**
 * Session state that one borrower leaves behind. The pool has a single connection, so that the next borrower gets the
 * same one. Issue 15, numbers 2, 3 and 4.
 */
@Timeout(60)
class ReturnedConnectionIT {
    private static PostgresServer server;
    private static ProjectStore database;
    private static List<Project> projects;

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        PoolConfig usual = PoolConfig.defaults();
        database = ProjectStore.open(
                TestConfig.of(server)
                        .withPool(new PoolConfig(
                                1,
                                Duration.ofSeconds(10),
                                usual.idleTimeout(),
                                usual.maxLifetime(),
                                usual.keepalive())),
                event -> {});
        projects = IntStream.range(0, 8)
                .mapToObj(i -> database.projects().create(new NewProject(new Slug("p" + i), "project " + i, null)))
                .toList();
        server.execute("create schema other");
        server.execute("create table counters (name text primary key, value int not null)");
        server.execute("create role reader");
        server.execute("insert into counters select 'c' || i, i from generate_series(1, 2000) i");
    }

    @AfterAll
    static void stop() {
        database.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        server.execute("delete from counters where name not like 'c%'");
    }

    private static void borrow(Borrower borrower) throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            borrower.use(connection);
        }
    }

    @FunctionalInterface
    private interface Borrower {
        void use(Connection connection) throws Exception;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static void assertEveryProjectIsFound() {
        for (Project project : projects) {
            assertThat(database.projects()
                            .find(ProjectReference.parse(project.slug().value())))
                    .contains(project);
        }
    }

    @Test
    void a_partially_read_copy_does_not_shift_replies_to_other_borrowers() throws Exception {
        for (int i = 0; i < 5; i++) {
            borrow(connection -> readFiveBytes(connection.unwrap(PGConnection.class), "copy counters to stdout"));

            assertEveryProjectIsFound();
        }
    }

    private static void readFiveBytes(PGConnection connection, String copy) throws SQLException, IOException {
        try (InputStream rows = new PGCopyInputStream(connection, copy)) {
            assertThat(rows.readNBytes(5)).hasSize(5);
        } catch (IOException e) {
            assertThat(e)
                    .hasCauseInstanceOf(
                            SQLException.class); // the driver is out of sync; the error must not reach other borrowers
        }
    }

    @Test
    void an_open_copy_does_not_block_the_next_borrower() throws Exception {
        borrow(connection -> connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy counters from stdin"));

        assertEveryProjectIsFound();
        borrow(connection -> {
            connection.setAutoCommit(false);
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("copy counters to stdout");
        });
        assertEveryProjectIsFound();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_write_that_leaves_a_copy_open_neither_hangs_nor_changes_data(boolean fails) {
        WriteToken token = WriteToken.random("copy");

        assertThatIllegalStateException().isThrownBy(() -> database.dataSource().write(token, connection -> {
            run(connection, "insert into counters values ('copied', 1)");
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy counters from stdin");
            if (fails) {
                throw new IllegalStateException("changed my mind");
            }
            return "";
        }));

        assertThat(server.texts("select name from counters where name = 'copied'"))
                .isEmpty();
        assertEveryProjectIsFound();
        assertThat(database.dataSource().write(token, connection -> "done").replayed())
                .isFalse();
    }

    @Test
    void unwrapping_the_connection_keeps_its_session_in_the_pool() throws Exception {
        AtomicInteger before = new AtomicInteger();
        borrow(connection -> before.set(connection.unwrap(PGConnection.class).getBackendPID()));

        borrow(connection -> assertThat(connection.unwrap(PGConnection.class).getBackendPID())
                .isEqualTo(before.get()));
    }

    @Test
    void a_transaction_started_with_SQL_is_not_committed_by_the_next_borrower() throws Exception {
        borrow(connection -> {
            run(connection, "begin");
            run(connection, "insert into counters values ('stranger', 1)");
        });

        database.dataSource().write(WriteToken.random("own"), connection -> {
            run(connection, "insert into counters values ('own', 1)");
            return "";
        });

        assertThat(server.texts("select name from counters where name not like 'c%'"))
                .containsExactly("own");
    }

    @Test
    void a_transaction_started_on_the_unwrapped_connection_is_rolled_back() throws Exception {
        borrow(connection -> {
            connection.setAutoCommit(false);
            run(connection.unwrap(PgConnection.class), "insert into counters values ('stranger', 1)");
        });
        assertEveryProjectIsFound();

        assertThat(server.texts("select name from counters where name not like 'c%'"))
                .isEmpty();
        assertThat(server.query("select count(*) from pg_stat_activity where state like 'idle in transaction%'"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set search_path = other",
                "select set_config('search_path', 'other', false)",
                "/* as a tool writes it */ SET SEARCH_PATH TO other",
                "select 1; set search_path = other",
                "set role reader",
                "create temporary table projects (id int)",
                "create temp table projects as select 1 as id; create temp table write_receipts (key int)",
                "set default_transaction_read_only = on",
                "set statement_timeout = '1ms'",
            })
    void session_changes_made_with_SQL_are_reset(String change) throws Exception {
        borrow(connection -> run(connection, change));

        assertEveryProjectIsFound();
        assertThat(database.dataSource().write(WriteToken.random("after"), connection -> "done"))
                .isEqualTo(new WriteResult<>("done", false));
        borrow(connection -> {
            assertThat(ask(connection, "show search_path")).isEqualTo("\"$user\", public");
            assertThat(ask(connection, "show role")).isEqualTo("none");
            assertThat(ask(connection, "show application_name")).isEqualTo("lifeline");
            assertThat(ask(connection, "select count(*) from pg_class where relpersistence = 't'"))
                    .isEqualTo("0");
        });
    }

    @Test
    void session_changes_made_with_JDBC_are_reset() throws Exception {
        borrow(connection -> {
            connection.setSchema("other");
            connection.setClientInfo("ApplicationName", "somebody");
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        });

        assertEveryProjectIsFound();
        borrow(connection -> {
            assertThat(connection.getSchema()).isEqualTo("public");
            assertThat(ask(connection, "show application_name")).isEqualTo("lifeline");
            assertThat(connection.isReadOnly()).isFalse();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        });
    }

    @Test
    void session_locks_and_prepared_statements_are_released_on_return() throws Exception {
        for (int i = 0; i < 2; i++) {
            borrow(connection -> {
                run(connection, "prepare mine as select 1");
                ask(connection, "select pg_advisory_lock(1)");
                run(connection, "listen news");
            });
        }

        assertThat(server.query("select count(*) from pg_locks where locktype = 'advisory'"))
                .isZero();
        borrow(connection -> assertThat(ask(connection, "select count(*) from pg_listening_channels()"))
                .isEqualTo("0"));
    }

    @Test
    void a_write_finds_its_tables_regardless_of_session_settings() {
        server.execute("create or replace function hide() returns text language sql as"
                + " $$ select set_config('search_path', 'other', false) $$");

        WriteResult<String> written = database.dataSource().write(WriteToken.random("hidden"), connection -> {
            connection.setSchema("other");
            run(connection, "create temporary table write_receipts (key int)");
            return "found";
        });
        database.dataSource().read(connection -> ask(connection, "select public.hide()"));

        assertThat(written).isEqualTo(new WriteResult<>("found", false));
        assertEveryProjectIsFound();
        assertThat(database.dataSource()
                        .write(WriteToken.random("hidden"), connection -> "again")
                        .value())
                .isEqualTo("again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "an outcome"})
    void work_that_continues_after_a_rollback_with_SQL_is_refused(String outcome) {
        WriteToken token = WriteToken.random("ended");
        AtomicInteger runs = new AtomicInteger();

        for (int i = 0; i < 2; i++) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> database.dataSource().write(token, connection -> {
                        runs.incrementAndGet();
                        run(connection, "rollback");
                        run(connection, "insert into counters values ('rest', 1)");
                        return outcome;
                    }))
                    .withMessageContaining("ended the transaction");
        }

        assertThat(runs).hasValue(2);
        assertThat(server.texts("select name from counters where name not like 'c%'"))
                .isEmpty();
    }

    @Test
    void a_borrowed_connection_equals_itself() {
        WriteResult<String> written = database.dataSource().write(WriteToken.random("equal"), connection -> {
            assertThat(connection.equals(connection)).isTrue();
            assertThat(connection.hashCode()).isEqualTo(connection.hashCode());
            return "";
        });

        assertThat(written.replayed()).isFalse();
    }

    @Test
    void a_commit_that_the_server_turns_into_a_rollback_fails() throws Exception {
        borrow(connection -> {
            connection.setAutoCommit(false);
            run(connection, "insert into counters values ('lost', 1)");
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> run(connection, "select 1 / 0"));

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(connection::commit)
                    .matches(e -> "25P02".equals(e.getSQLState()));
        });
        borrow(connection -> {
            connection.setAutoCommit(false);
            run(connection, "insert into counters values ('lost', 1)");
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> run(connection, "select 1 / 0"));

            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connection.setAutoCommit(true));
        });

        assertThat(server.texts("select name from counters where name not like 'c%'"))
                .isEmpty();
    }
}
