package dev.lifeline.persistence;

import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.config.PasswordSource;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.testing.postgres.PostgresServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Password sources that hang or throw: recovery continues. */
class StuckPasswordIT {
    private static final Duration RECOVERY = Duration.ofSeconds(25);
    private static PostgresServer server;
    private final CountDownLatch release = new CountDownLatch(1);

    @BeforeAll
    static void start() {
        server = PostgresServer.started();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @AfterEach
    void no_threads_are_left() {
        release.countDown();
        Leftovers.assertNoThreads();
    }

    @Test
    void a_source_that_hangs_once_while_the_login_is_refused_does_not_end_the_recovery() {
        AtomicInteger reads = new AtomicInteger();
        assertRecovers(() -> {
            int read = reads.incrementAndGet();
            if (read == 1) {
                throw new IllegalStateException("the vault is sealed");
            }
            if (read == 2) {
                hang();
            }
            return "";
        });
    }

    @Test
    void a_source_that_throws_an_error_does_not_end_the_recovery() {
        AtomicInteger reads = new AtomicInteger();
        assertRecovers(() -> {
            if (reads.incrementAndGet() < 3) {
                throw new NoClassDefFoundError("vault/Client");
            }
            return "";
        });
    }

    private void assertRecovers(PasswordSource source) {
        try (ProjectStore database = ProjectStore.open(
                DatabaseConfig.of(
                        DatabaseUrl.parse(server.jdbcUrl()), new DatabaseCredentials(server.username(), source)),
                event -> {})) {
            await().atMost(RECOVERY)
                    .until(() -> database.dataSource().connection().health().state() == ConnectionState.CONNECTED);
        } finally {
            release.countDown();
        }
    }

    /** Blocks uninterruptibly, like a file on an unreachable network share. */
    private void hang() {
        boolean released = false;
        while (!released) {
            try {
                released = release.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // File reads are not interruptible.
            }
        }
    }
}
