package dev.lifeline.persistence.fault;

import static org.awaitility.Awaitility.await;

import dev.lifeline.testing.postgres.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A primary with a streaming standby, over a URL that names both. */
class FailoverFaultIT {
    private static final Duration PROMOTED = Duration.ofSeconds(2).plus(Rig.RECOVERY);

    @Test
    void no_request_fails_when_the_standby_takes_over_from_a_dead_primary() {
        try (PostgresServer primary = PostgresServer.started();
                PostgresServer standby = PostgresServer.standbyOf(primary);
                Rig rig = Rig.at(primary.port(), standby.port())) {
            primary.kill();
            rig.awaitOutage();

            standby.promote();

            rig.awaitRecovery(PROMOTED);
            rig.finish(standby).assertNoneFailed();
        }
    }

    /** The old primary stays up and rejects writes: connections to it work but are useless. */
    @Test
    void no_request_fails_when_the_old_primary_stays_up_and_rejects_writes() {
        try (PostgresServer primary = PostgresServer.started();
                PostgresServer standby = PostgresServer.standbyOf(primary);
                Rig rig = Rig.at(primary.port(), standby.port())) {
            primary.setReadOnly(true);

            standby.promote();

            rig.awaitRecovery(PROMOTED);
            await().atMost(PROMOTED).until(() -> !standby.texts("select 1 from pg_stat_activity where"
                            + " application_name = 'lifeline' and query like '%projects%'")
                    .isEmpty());
            rig.finish(standby).assertNoneFailed();
        }
    }
}
