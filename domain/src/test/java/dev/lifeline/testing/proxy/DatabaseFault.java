package dev.lifeline.testing.proxy;

import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import java.time.Duration;

/** Faults of a database behind a proxy. */
public enum DatabaseFault {
    SESSIONS_TERMINATED {
        @Override
        public void strike(PostgresServer server, FaultProxy proxy, Runnable between) {
            for (int i = 0; i < 6; i++) {
                server.terminateSessions();
                between.run();
            }
        }
    },
    RESTART {
        @Override
        public void strike(PostgresServer server, FaultProxy proxy, Runnable between) {
            server.stop();
            server.start();
        }
    },
    KILLED_FOR_6_S {
        @Override
        public void strike(PostgresServer server, FaultProxy proxy, Runnable between) {
            server.kill();
            lasts(Duration.ofSeconds(6));
            server.start();
        }
    },
    FROZEN_FOR_8_S {
        @Override
        public void strike(PostgresServer server, FaultProxy proxy, Runnable between) {
            server.freeze();
            lasts(Duration.ofSeconds(8));
            server.thaw();
        }
    },
    FLOWS_DEAD {
        @Override
        public void strike(PostgresServer server, FaultProxy proxy, Runnable between) {
            proxy.loseReplies();
        }
    },
    KILLED_FOR_20_S {
        @Override
        public void strike(PostgresServer server, FaultProxy proxy, Runnable between) {
            server.kill();
            lasts(Duration.ofSeconds(20));
            server.start();
        }
    };

    /**
     * Makes the fault, and ends it unless only new connections can.
     *
     * @param between waits for some work, where a fault has several parts
     */
    public abstract void strike(PostgresServer server, FaultProxy proxy, Runnable between);

    /** Waits for the whole length of the fault. */
    private static void lasts(Duration length) {
        await().pollDelay(length).atMost(length.plusSeconds(30)).until(() -> true);
    }
}
