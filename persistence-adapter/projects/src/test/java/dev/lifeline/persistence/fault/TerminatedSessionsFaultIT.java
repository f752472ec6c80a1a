package dev.lifeline.persistence.fault;

import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sessions that an administrator terminates or a network device resets. */
class TerminatedSessionsFaultIT {
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);
    private static final Duration HARDLY_LATE = Duration.ofSeconds(1).plus(Rig.MARGIN);

    @Test
    void no_request_fails_when_all_sessions_are_terminated() {
        try (PostgresServer server = PostgresServer.started();
                Rig rig = Rig.on(server)) {
            server.terminateSessions();

            rig.finish(server).assertNoneFailed().assertNoneWaitedLongerThan(HARDLY_LATE);
            rig.assertNeverLost();
        }
    }

    @Test
    void no_request_fails_when_sessions_are_terminated_every_half_second() {
        try (PostgresServer server = PostgresServer.started();
                Rig rig = Rig.on(server)) {
            await().pollInterval(HALF_A_SECOND)
                    .atMost(Duration.ofSeconds(20))
                    .until(new Rounds(6, server::terminateSessions)::next);

            rig.finish(server).assertNoneFailed();
            rig.assertNeverLost();
        }
    }

    @Test
    void no_request_fails_when_all_connections_are_reset() {
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port());
                Rig rig = Rig.at(proxy.port())) {
            proxy.cut();

            rig.finish(server).assertNoneFailed().assertNoneWaitedLongerThan(HARDLY_LATE);
            rig.assertNeverLost();
        }
    }
}
