package dev.lifeline.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.GateConfig;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PgBouncer;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.wait.Bounded;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The data source without the project store. */
class StandaloneDataSourceIT {
    private PostgresServer server;

    @BeforeEach
    void start() {
        server = PostgresServer.started();
        server.execute("create table counters (name text primary key, value int not null)");
        server.execute("insert into counters values ('a', 0)");
    }

    @AfterEach
    void stop() {
        server.close();
        Leftovers.assertNoThreads();
    }

    @Test
    void the_minimal_example_survives_a_restart() throws SQLException {
        try (LifelineDataSource source = LifelineDataSource.open(TestConfig.of(server));
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("update counters set value = value + 1");
            server.stop();
            server.start();
            statement.executeUpdate("update counters set value = value + 1");
            connection.commit();
        }
        assertThat(server.query("select value from counters")).isEqualTo(2);
        assertThat(server.query("select count(*) from pg_tables where schemaname = 'public'"))
                .isEqualTo(1);
    }

    @Test
    void new_callers_are_refused_early_in_a_long_outage_where_that_is_configured() {
        GateConfig early = GateConfig.defaults().withHold(Duration.ZERO).withRefuseEarly(true);
        try (LifelineDataSource source =
                LifelineDataSource.open(TestConfig.of(server).withGate(early))) {
            await().until(() -> source.health().state().isServing());
            server.kill();
            await().until(() -> !source.health().state().isServing());

            long began = System.nanoTime();
            assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            server.start();
        }
    }

    @Test
    void new_callers_wait_through_a_long_outage_by_default() throws Exception {
        GateConfig noHold = GateConfig.defaults().withHold(Duration.ZERO);
        try (LifelineDataSource source =
                LifelineDataSource.open(TestConfig.of(server).withGate(noHold))) {
            await().until(() -> source.health().state().isServing());
            server.kill();
            await().until(() -> !source.health().state().isServing());

            CompletableFuture<Void> start = CompletableFuture.runAsync(server::start);
            source.getConnection().close();

            Bounded.get(start);
        }
    }

    @Test
    void the_first_write_creates_the_receipts_table_even_if_eight_start_at_once() {
        createByEight(server.jdbcUrl());
    }

    @Test
    void the_table_is_also_created_through_a_transaction_pooler() {
        try (PgBouncer pooler = PgBouncer.inFrontOf(server, 4)) {
            createByEight(pooler.jdbcUrl());
        }
    }

    private void createByEight(String url) {
        DatabaseConfig config =
                DatabaseConfig.of(DatabaseUrl.parse(url), DatabaseCredentials.of(server.username(), ""));
        List<LifelineDataSource> sources = IntStream.range(0, 8)
                .mapToObj(i -> LifelineDataSource.open(config))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(sources.size());
        try {
            List<CompletableFuture<Void>> writes = sources.stream()
                    .map(source -> CompletableFuture.runAsync(() -> add(source), threads))
                    .toList();
            assertThat(CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new))
                            .orTimeout(60, TimeUnit.SECONDS))
                    .succeedsWithin(Duration.ofSeconds(60));
        } finally {
            threads.shutdownNow();
            sources.forEach(LifelineDataSource::close);
        }
        assertThat(server.query("select value from counters")).isEqualTo(8);
        assertThat(server.query("select count(*) from write_receipts")).isEqualTo(8);
    }

    private static void add(LifelineDataSource source) {
        var unused = source.write(WriteToken.random("count"), connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("update counters set value = value + 1");
            }
            return "";
        });
    }

    @Test
    void a_role_without_the_privilege_to_create_the_table_gets_the_name_of_the_script() {
        server.execute("create role narrow login");
        server.execute("grant select, update on counters to narrow");
        server.execute("revoke create on schema public from public");
        var config = DatabaseConfig.of(DatabaseUrl.parse(server.jdbcUrl()), DatabaseCredentials.of("narrow", ""));
        try (LifelineDataSource source = LifelineDataSource.open(config)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> add(source))
                    .withMessageContaining("/dev/lifeline/datasource/write_receipts.sql");
        }
        assertThat(server.query("select value from counters")).isZero();
    }

    @Test
    void a_bean_opens_with_its_first_connection() throws SQLException {
        try (LifelineDataSource bean = new LifelineDataSource()) {
            bean.setJdbcUrl(server.jdbcUrl());
            bean.setUsername(server.username());
            bean.setPassword("");
            bean.setMaximumPoolSize(3);
            bean.setConnectionTimeout(5_000);
            try (Connection connection = bean.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery("select value from counters")) {
                assertThat(answer.next()).isTrue();
            }
            assertThat(bean.health().state().isServing()).isTrue();
            assertThatIllegalStateException().isThrownBy(() -> bean.setMaximumPoolSize(4));
        }
    }

    @Test
    void listeners_of_a_bean_get_all_events_from_their_addition_on() throws SQLException {
        var early = new RecordingListener();
        var late = new RecordingListener();
        try (LifelineDataSource bean = new LifelineDataSource()) {
            bean.setJdbcUrl(server.jdbcUrl());
            bean.setUsername(server.username());
            bean.addListener(event -> {
                throw new IllegalStateException("must not affect the others");
            });
            bean.addListener(early);
            bean.getConnection().close();
            await().until(() -> early.events().stream().anyMatch(ConnectionEvent.CheckPassed.class::isInstance));

            bean.addListener(late);
            server.stop();
            await().until(() -> late.events().stream().anyMatch(ConnectionEvent.ConnectionLost.class::isInstance));
            assertThat(early.events()).hasAtLeastOneElementOfType(ConnectionEvent.ConnectionLost.class);
        }
    }
}
