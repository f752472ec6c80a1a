package dev.lifeline.persistence.fault;

import dev.lifeline.testing.postgres.PostgresServer;
import org.junit.jupiter.api.Test;

/** A server that is restarted in order, and one whose processes are killed. */
class RestartFaultIT {

    @Test
    void nobody_fails_over_a_restart() {
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
    void nobody_fails_over_a_crash() {
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
    void nobody_fails_when_it_goes_and_comes_again_and_again() {
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
