package dev.lifeline.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.config.RetryConfig;
import dev.lifeline.datasource.work.Lookup;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever a caller waits for, it returns at most 2 s after its deadline, with a margin for a busy machine. */
class ShortDeadlinesIT {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration MOST = DEADLINE.plusSeconds(2).plusSeconds(2);

    private PostgresServer server;
    private FaultProxy proxy;
    private LifelineDataSource source;

    @BeforeEach
    void open() {
        server = PostgresServer.started();
        proxy = FaultProxy.to(server.port());
        source = LifelineDataSource.open(DatabaseConfig.of(
                        DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres"),
                        DatabaseCredentials.of(server.username(), ""))
                .withPool(PoolConfig.defaults().withMaxSize(2))
                .withRetry(new RetryConfig(3, Duration.ofSeconds(20), 2, Duration.ofSeconds(25), 0, 0.2)));
        await().until(() -> source.health().state() == ConnectionState.CONNECTED);
    }

    @AfterEach
    void close() {
        source.close();
        proxy.close();
        server.close();
    }

    private void assertEndsInTime(Runnable call) {
        long began = System.nanoTime();
        assertThatThrownBy(call::run).isInstanceOf(DatabaseUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(MOST);
    }

    private void read(String sql) {
        var unused = source.<Boolean>readWithin(DEADLINE, connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    @Test
    void slowly_arriving_rows() {
        assertEndsInTime(() -> read("select repeat('x', 20000), pg_sleep(0.1) from generate_series(1, 600)"));
    }

    @Test
    void a_write_behind_a_lock() throws SQLException {
        server.execute("create table locked (id int)");
        try (Connection holder = source.getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table locked");
            assertThatThrownBy(() -> source.writeWithin(DEADLINE, WriteToken.random("test"), connection -> {
                        try (Statement insert = connection.createStatement()) {
                            insert.execute("insert into locked values (1)");
                        }
                        return "";
                    }))
                    .isInstanceOf(DatabaseUnavailableException.class);
            holder.rollback();
        }
    }

    @Test
    void a_full_pool() throws SQLException {
        try (Connection one = source.getConnection();
                Connection two = source.getConnection()) {
            assertThat(one).isNotSameAs(two);
            ExecutorService other = Executors.newSingleThreadExecutor();
            try {
                assertThat(other.submit(() -> assertEndsInTime(() -> read("select 1"))))
                        .succeedsWithin(Duration.ofSeconds(20));
            } finally {
                other.shutdownNow();
            }
        }
    }

    @Test
    void the_pause_before_a_retry() {
        AtomicBoolean first = new AtomicBoolean(true);
        long began = System.nanoTime();
        assertThatThrownBy(() -> source.readWithin(DEADLINE, connection -> {
                    throw new SQLException(first.getAndSet(false) ? "first" : "later", "58030");
                }))
                .isInstanceOf(DatabaseUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(MOST);
    }

    @Test
    void a_server_that_does_not_answer() {
        proxy.holdEverything();

        assertEndsInTime(() -> read("select 1"));
    }

    @Test
    void batched_look_ups() throws Exception {
        Lookup<Integer, String> slow = source.lookup((connection, keys) -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select pg_sleep(60)");
            }
            return new HashMap<>();
        });
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<CompletableFuture<Void>> calls = new ArrayList<>();
            for (int key = 0; key < 20; key++) {
                int mine = key;
                calls.add(CompletableFuture.runAsync(() -> assertEndsInTime(() -> slow.find(mine, DEADLINE)), threads));
            }
            for (CompletableFuture<Void> call : calls) {
                assertThat(call).succeedsWithin(Duration.ofSeconds(30));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
