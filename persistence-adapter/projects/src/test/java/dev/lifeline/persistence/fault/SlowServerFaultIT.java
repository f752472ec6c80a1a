package dev.lifeline.persistence.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A slow server: slow is not down. */
class SlowServerFaultIT {
    private static final String HOLD_A_LOCK = "do $$ begin lock table projects; perform pg_sleep(2); end $$";

    @Test
    void no_request_fails_during_a_lock_and_the_state_does_not_change() {
        try (PostgresServer server = PostgresServer.started();
                Rig rig = Rig.on(server)) {
            server.execute(HOLD_A_LOCK);
            assertThat(rig.database().dataSource().connection().check().isHealthy())
                    .isTrue();

            rig.finish(server).assertNoneFailed();
            rig.assertNeverLost();
            assertThat(rig.events().ofType(FlowCut.class)).isEmpty();
        }
    }

    /** Several times the wait that triggers a check, and longer than two checks take. */
    @Test
    void a_long_query_is_never_killed_under_load() throws SQLException {
        try (PostgresServer server = PostgresServer.started();
                Rig rig = Rig.on(server);
                Connection connection = rig.database().dataSource().getConnection()) {

            assertThat(connection.createStatement().execute("select pg_sleep(5)"))
                    .isTrue();

            rig.finish(server).assertNoneFailed();
            rig.assertNeverLost();
            assertThat(rig.events().ofType(FlowCut.class)).isEmpty();
        }
    }

    @Test
    void a_single_frozen_backend_affects_no_other_request() {
        try (PostgresServer server = PostgresServer.started();
                Rig rig = Rig.on(server)) {
            String ours =
                    "select pid from pg_stat_activity where application_name = 'lifeline' and query like '%projects%'";
            int backend = Integer.parseInt(await().until(() -> server.texts(ours), pids -> !pids.isEmpty())
                    .get(0));
            server.signal("STOP", backend);
            rig.goOn();

            server.signal("CONT", backend);

            rig.finish(server).assertNoneFailed();
            rig.assertNeverLost();
        }
    }
}
