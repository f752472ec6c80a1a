package dev.lifeline.persistence.fault;

import dev.lifeline.testing.postgres.PostgresServer;
import org.junit.jupiter.api.Test;

/** A server that restarts or crashes. */
class RestartFaultIT {

    @Test
    void no_request_fails_during_a_restart() {
        try (PostgresServer server = PostgresServer.started();
                Rig rig = Rig.on(server)) {
            server.stop();
            rig.awaitOutage();

            server.start();

            rig.awaitRecovery();
            rig.finish(server).assertNoneFailed();
        }
    }

    @Test
    void no_request_fails_during_a_crash() {
        try (PostgresServer server = PostgresServer.started();
                Rig rig = Rig.on(server)) {
            server.kill();
            rig.awaitOutage();

            server.start();

            rig.awaitRecovery();
            rig.finish(server).assertNoneFailed();
        }
    }

    @Test
    void no_request_fails_during_repeated_restarts() {
        try (PostgresServer server = PostgresServer.started();
                Rig rig = Rig.on(server)) {
            for (int round = 0; round < 3; round++) {
                server.stop();
                rig.awaitOutage();
                server.start();
                rig.awaitRecovery();
            }
            rig.finish(server).assertNoneFailed();
        }
    }
}
