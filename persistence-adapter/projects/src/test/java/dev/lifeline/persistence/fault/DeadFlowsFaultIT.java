package dev.lifeline.persistence.fault;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Connections that die silently while the server is healthy and new connections work. */
class DeadFlowsFaultIT {
    /** Detected within a second, and served on another connection. */
    private static final Duration PROMISED = Duration.ofMillis(2_500).plus(Rig.MARGIN);

    @Test
    void no_request_fails_when_requests_are_lost() {
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port());
                Rig rig = Rig.at(proxy.port())) {
            proxy.loseRequests();

            rig.finish(server).assertNoneFailed().assertNoneWaitedLongerThan(PROMISED);
            rig.assertNeverLost();
        }
    }

    @Test
    void no_request_fails_when_replies_are_lost() {
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port());
                Rig rig = Rig.at(proxy.port())) {
            proxy.loseReplies();

            rig.finish(server).assertNoneFailed().assertNoneWaitedLongerThan(PROMISED);
            rig.assertNeverLost();
        }
    }
}
