package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A forced reconnect does not affect healthy transactions, however often it is requested. */
class HarmlessReconnectIT {
    private static final int POOL = 2;
    private static PostgresServer server;
    private ProjectStore database;

    @BeforeAll
    static void start_server() {
        server = PostgresServer.started();
    }

    @AfterAll
    static void end_server() {
        server.close();
    }

    @BeforeEach
    void open() {
        PoolConfig pool = PoolConfig.defaults();
        database = ProjectStore.open(
                TestConfig.of(server)
                        .withOperationDeadline(Duration.ofMillis(1_500))
                        .withPool(new PoolConfig(
                                POOL, pool.acquireTimeout(), pool.idleTimeout(), pool.maxLifetime(), pool.keepalive())),
                event -> {});
        await().until(() -> database.dataSource().connection().check().isHealthy());
    }

    @AfterEach
    void close() {
        database.close();
        Leftovers.assertNoThreads();
        Leftovers.assertNoSessions(server);
    }

    @Test
    void a_healthy_transaction_may_exceed_the_operation_deadline() throws SQLException {
        try (Connection held = database.dataSource().getConnection()) {
            held.setAutoCommit(false);
            held.createStatement().execute("select 1");

            assertThat(database.dataSource().connection().reconnect().isHealthy())
                    .isTrue();
            long until = System.nanoTime() + Duration.ofMillis(2_500).toNanos();
            await().until(() -> System.nanoTime() > until);

            assertThat(held.createStatement().execute("select 1")).isTrue();
            held.commit();
        }
    }

    @Test
    void repeated_requests_during_long_work_do_not_accumulate_sessions() throws SQLException {
        List<Connection> held = new ArrayList<>();
        for (int press = 0; press < 4; press++) {
            borrowAsManyAsThereAre(held);
            CheckResult last = database.dataSource().connection().reconnect();
            assertThat(last.isHealthy() || press > 0).isTrue();
            long until = System.nanoTime() + Duration.ofMillis(1_050).toNanos();
            await().until(() -> System.nanoTime() > until);
        }

        int sessions = server.query("select count(*) from pg_stat_activity where application_name = 'lifeline'");
        for (Connection one : held) {
            assertThat(one.createStatement().execute("select 1")).isTrue();
            one.close();
        }
        assertThat(sessions).isLessThanOrEqualTo(2 * POOL + 2);
    }

    private void borrowAsManyAsThereAre(List<Connection> held) throws SQLException {
        while (database.dataSource().connection().health().pool().active() < POOL) {
            Connection one = database.dataSource().getConnection();
            one.setAutoCommit(false);
            one.createStatement().execute("select 1");
            held.add(one);
        }
    }
}
