package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.BatchConfig;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.datasource.work.Lookup;
import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.wait.Bounded;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Batched look-ups against a real database. */
class LookupIT {
    private static final int CALLERS = 60;

    private static PostgresServer server;

    private final AtomicInteger statements = new AtomicInteger();

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
        try (ProjectStore database = ProjectStore.open(TestConfig.of(server), event -> {})) {
            assertThat(find(database, "anything")).isEmpty();
        }
        server.execute(
                "insert into projects (slug, name) select 'p-' || n, 'Project ' || n from generate_series(0, 99) n");
        server.execute("create table colours (code int primary key, name text not null)");
        server.execute("insert into colours select n, 'colour ' || n from generate_series(0, 99) n");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void projects_are_found_by_slug_and_by_id_in_shared_statements() throws SQLException {
        try (ProjectStore database = ProjectStore.open(smallPool(), event -> {})) {
            List<String> ids = server.texts("select id from projects order by slug limit 20");
            List<CompletableFuture<Optional<Project>>> found =
                    whileLocked(database, "projects", i -> find(database, i % 3 == 0 ? ids.get(i / 3) : "p-" + i));

            for (int i = 0; i < CALLERS; i++) {
                Project project = Bounded.get(found.get(i)).orElseThrow();
                assertThat(i % 3 == 0 ? project.id().toString() : project.slug().value())
                        .isEqualTo(i % 3 == 0 ? ids.get(i / 3) : "p-" + i);
            }
            assertThat(find(database, "not-there")).isEmpty();
        }
    }

    @Test
    void without_batching_each_look_up_is_a_separate_statement() throws SQLException {
        DatabaseConfig config = smallPool().withBatch(BatchConfig.defaults().disabled());
        try (ProjectStore database = ProjectStore.open(config, event -> {})) {
            List<CompletableFuture<Optional<Project>>> found =
                    whileLocked(database, "projects", i -> find(database, "p-" + i));

            assertThat(found).allSatisfy(one -> assertThat(Bounded.get(one)).isPresent());
        }
    }

    @Test
    void custom_look_ups_share_statements_while_a_lock_blocks_the_first() throws SQLException {
        try (ProjectStore database = ProjectStore.open(smallPool(), event -> {})) {
            Lookup<Integer, String> colours = database.dataSource().lookup(this::colours);

            List<CompletableFuture<Optional<String>>> found =
                    whileLocked(database, "colours", i -> colours.find(i % 40));

            for (int i = 0; i < CALLERS; i++) {
                assertThat(Bounded.get(found.get(i))).contains("colour " + i % 40);
            }
            assertThat(statements)
                    .as("one statement that waited for the lock, and one for all others")
                    .hasValue(2);
            assertThat(colours.find(1_000)).isEmpty();
        }
    }

    @Test
    void look_ups_that_waited_during_an_outage_share_statements_when_it_ends() {
        try (ProjectStore database = ProjectStore.open(TestConfig.of(server), event -> {})) {
            Lookup<Integer, String> colours = database.dataSource().lookup(this::colours);
            assertThat(colours.find(1)).isPresent();
            server.kill();
            await().until(() -> !database.dataSource().connection().check().isHealthy()
                    && !database.dataSource().connection().health().state().isServing());
            List<CompletableFuture<Optional<String>>> found = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                int code = i % 100;
                found.add(call(() -> colours.find(code)));
            }
            await().until(() ->
                    database.dataSource().connection().health().load().waiting() == 300);
            statements.set(0);

            server.start();

            for (int i = 0; i < 300; i++) {
                assertThat(Bounded.get(found.get(i))).contains("colour " + i % 100);
            }
            assertThat(statements).hasValueLessThan(30);
            assertThat(database.dataSource().connection().health().load().admitted())
                    .isGreaterThanOrEqualTo(300);
        }
    }

    @Test
    void an_invalid_statement_fails_with_its_error() {
        try (ProjectStore database = ProjectStore.open(TestConfig.of(server), event -> {})) {
            Lookup<Integer, String> wrong = database.dataSource().lookup((connection, keys) -> {
                connection.createStatement().execute("select from nowhere");
                return Map.of();
            });

            assertThatThrownBy(() -> wrong.find(1)).isInstanceOf(DatabaseOperationException.class);
        }
    }

    private Map<Integer, String> colours(Connection connection, Collection<Integer> codes) throws SQLException {
        statements.incrementAndGet();
        try (PreparedStatement query =
                connection.prepareStatement("select code, name from colours where code = any(?)")) {
            query.setArray(1, connection.createArrayOf("int4", codes.toArray()));
            Map<Integer, String> found = new HashMap<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getInt(1), rows.getString(2));
                }
            }
            return found;
        }
    }

    /** Starts callers while the table is locked, and then releases the lock. */
    private static <T> List<CompletableFuture<T>> whileLocked(
            ProjectStore database, String table, Function<Integer, T> look) throws SQLException {
        List<CompletableFuture<T>> calls = new ArrayList<>();
        assertThat(find(database, "p-1")).isPresent();
        try (Connection other = DriverManager.getConnection(server.jdbcUrl(), server.username(), "");
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table " + table);
            calls.add(call(() -> look.apply(0)));
            await().until(() ->
                    server.query("select count(*) from pg_stat_activity where wait_event_type = 'Lock'") == 1);
            for (int i = 1; i < CALLERS; i++) {
                int number = i;
                calls.add(call(() -> look.apply(number)));
            }
            await().until(() ->
                    database.dataSource().connection().health().pool().waiting() == CALLERS - 1);
            other.rollback();
        }
        calls.forEach(Bounded::get);
        return calls;
    }

    private static <T> CompletableFuture<T> call(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, "caller").start());
    }

    private static Optional<Project> find(ProjectStore database, String reference) {
        return database.projects().find(ProjectReference.parse(reference));
    }

    /** Allows one connection, so that a borrower blocks all other callers. */
    private static DatabaseConfig smallPool() {
        PoolConfig pool = PoolConfig.defaults();
        return TestConfig.of(server)
                .withPool(new PoolConfig(
                        1, pool.acquireTimeout(), pool.idleTimeout(), pool.maxLifetime(), pool.keepalive()));
    }
}
