package dev.lifeline.datasource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.internal.recovery.EngineContext;
import dev.lifeline.datasource.internal.recovery.RecoverySystem;
import dev.lifeline.datasource.schema.SchemaSetup;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.datasource.testing.TestConfig;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.testing.postgres.PostgresServer;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Repeated replacement of the pool. */
class PoolReplacementIT {
    /** Number of replacements; a leak in each one would show after far fewer. */
    private static final int SWAPS = Boolean.getBoolean("lifeline.faults.full") ? 1_000 : 60;

    private static final Duration SETTLED = Duration.ofSeconds(10);

    /** Idle pooled sessions, plus those of the probe and of this test. */
    private static final int MOST_SESSIONS = 2 + 1 + 1;

    @Test
    void no_thread_and_no_session_of_replaced_pools_remains() throws SQLException {
        try (PostgresServer server = PostgresServer.started()) {
            try (RecoverySystem recovery = open(server)) {
                await().until(() -> recovery.checks().health().state() == ConnectionState.CONNECTED);
                long threads = ofOurs();

                for (int swap = 0; swap < SWAPS; swap++) {
                    try (Connection busy = recovery.connections().getConnection()) {
                        recovery.pools().replace(() -> true);
                        assertThat(busy.isValid(1)).isTrue();
                    }
                }

                assertThat(recovery.pools().generation()).isGreaterThan(SWAPS);
                await().atMost(SETTLED).untilAsserted(() -> assertThat(ofOurs())
                        .isLessThanOrEqualTo(threads + 2)); // threads of the pool drain
                await().atMost(SETTLED).untilAsserted(() -> assertThat(server.query(
                                "select count(*) from pg_stat_activity where backend_type = 'client backend'"))
                        .isLessThanOrEqualTo(MOST_SESSIONS));
            }
            Leftovers.assertNoSessions(server);
        }
        Leftovers.assertNoThreads();
    }

    private static RecoverySystem open(PostgresServer server) {
        return new RecoverySystem(
                TestConfig.of(server),
                SchemaSetup.NONE,
                new RecordingListener(),
                new EngineContext(Clock.systemUTC(), Ticker.system(), new Random(1), InetAddress::getAllByName));
    }

    private static long ofOurs() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lifeline"))
                .count();
    }
}
