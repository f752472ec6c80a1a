package dev.lifeline.persistence.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import org.junit.jupiter.api.Test;

/** A server that stops answering, because it is frozen or because packets are lost. */
class SilentServerFaultIT {
    @Test
    void no_request_fails_when_the_server_freezes_for_a_while() {
        try (PostgresServer server = PostgresServer.started();
                Rig rig = Rig.on(server)) {
            server.freeze();
            rig.awaitOutage();
            assertThat(rig.database().dataSource().connection().check().reason())
                    .contains(FailureReason.CONNECTION_TIMEOUT);

            server.thaw();

            rig.awaitRecovery();
            rig.finish(server).assertNoneFailed();
        }
    }

    @Test
    void no_request_fails_when_packets_are_dropped_in_both_directions() {
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port());
                Rig rig = Rig.at(proxy.port())) {
            proxy.holdEverything();
            rig.awaitOutage();

            proxy.heal();

            rig.awaitRecovery();
            rig.finish(server).assertNoneFailed();
        }
    }

    @Test
    void no_request_fails_when_only_replies_are_dropped() {
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port());
                Rig rig = Rig.at(proxy.port())) {
            proxy.holdReplies();
            rig.awaitOutage();

            proxy.heal();

            rig.awaitRecovery();
            rig.finish(server).assertNoneFailed();
        }
    }

    /**
     * The case in which HikariCP alone never recovers: connections are closed, and new ones are accepted but not
     * answered.
     */
    @Test
    void no_request_fails_when_new_connections_are_accepted_and_never_answered() {
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port());
                Rig rig = Rig.at(proxy.port())) {
            proxy.holdEverything();
            proxy.cut();
            rig.awaitOutage();

            proxy.heal();

            rig.awaitRecovery();
            rig.finish(server).assertNoneFailed();
        }
    }
}
