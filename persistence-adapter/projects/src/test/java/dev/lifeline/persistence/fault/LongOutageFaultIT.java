package dev.lifeline.persistence.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.GateConfig;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryOverdue;
import dev.lifeline.testing.postgres.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An outage that is longer than the hold time of callers, and a database that is absent at the start. */
class LongOutageFaultIT {
    private static final Duration HOLD = Duration.ofSeconds(1);

    /** Callers that are being refused while the gate opens are counted in no outage. */
    private static final long STILL_LEAVING = 3;

    @Test
    void late_callers_are_refused_at_once_and_served_as_soon_as_the_database_is_back() {
        try (PostgresServer server = PostgresServer.started();
                Rig rig = Rig.on(
                        server, config -> config.withGate(GateConfig.defaults().withHold(HOLD)))) {
            server.stop();
            await().atMost(Rig.DETECTION.plus(HOLD))
                    .until(() -> !rig.events().ofType(RecoveryOverdue.class).isEmpty());
            rig.goOn();

            server.start();

            rig.awaitRecovery();
            Report report = rig.finish(server);
            report.assertNoneWaitedLongerThan(HOLD.plus(Rig.MARGIN));
            assertThat(report.failures().keySet())
                    .isSubsetOf(
                            "DatabaseUnavailableException: CONNECTION_REFUSED",
                            "DatabaseUnavailableException: SERVER_STARTING_UP");
            long failed = report.failures().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            await().untilAsserted(() -> assertThat(rig.events().ofType(ConnectionRecovered.class))
                    .singleElement()
                    .satisfies(recovered ->
                            assertThat(recovered.callers().failed()).isBetween(failed - STILL_LEAVING, failed)));
        }
    }
}
