package dev.lifeline.persistence.fault;

import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.testing.postgres.PostgresServer;
import org.junit.jupiter.api.Test;

/** A single server that rejects writes for a while. */
class ReadOnlyFaultIT {
    @Test
    void reads_continue_and_writes_wait_until_the_server_accepts_them() {
        try (PostgresServer server = PostgresServer.started();
                Rig rig = Rig.on(server)) {
            server.setReadOnly(true);
            await().atMost(Rig.DETECTION).until(() -> rig.state() == ConnectionState.READ_ONLY);

            server.setReadOnly(false);

            rig.awaitRecovery();
            rig.finish(server).assertNoneFailed();
            rig.assertNeverLost();
        }
    }
}
