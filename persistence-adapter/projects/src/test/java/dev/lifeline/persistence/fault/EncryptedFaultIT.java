package dev.lifeline.persistence.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sentinel under TLS: it observes how long connections wait, not their content. */
class EncryptedFaultIT {
    private static final Duration PROMISED = Duration.ofMillis(2_500).plus(Rig.MARGIN);

    @Test
    void dead_connections_are_detected_and_no_request_fails(@TempDir Path directory) {
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port())) {
            server.offerTls(directory);
            try (Rig rig = Rig.encrypted(proxy.port())) {
                assertThat(server.query("select count(*) from pg_stat_ssl s join pg_stat_activity a using (pid)"
                                + " where a.application_name = 'lifeline' and not s.ssl"))
                        .isZero();
                proxy.loseReplies();

                rig.finish(server).assertNoneFailed().assertNoneWaitedLongerThan(PROMISED);

                rig.assertNeverLost();
                await().untilAsserted(() -> assertThat(rig.events().ofType(FlowCut.class))
                        .isNotEmpty()
                        .allMatch(cut -> cut.cause() == CutCause.DEAD_FLOW));
            }
        }
    }
}
