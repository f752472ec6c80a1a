package dev.lifeline.datasource.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.internal.recovery.EngineContext;
import dev.lifeline.datasource.internal.recovery.RecoverySystem;
import dev.lifeline.datasource.schema.SchemaSetup;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.testing.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Host names that resolve to another address after a while, or to several addresses that include dead ones. */
class MovingHostFaultIT {
    /** Host name that only the injected lookup resolves. */
    private static final String NAME = "database.lifeline.invalid";

    private static final Duration DETECTION = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    private volatile String[] addresses = {};

    @Test
    void connections_follow_a_changed_address() throws SQLException {
        try (PostgresServer server = PostgresServer.started()) {
            addresses = new String[] {"127.0.0.2"}; // without a listener
            try (RecoverySystem recovery = open(server)) {
                await().atMost(DETECTION).until(() -> state(recovery) == ConnectionState.LOST);

                addresses = new String[] {"127.0.0.1"};

                await().atMost(RECOVERY).until(() -> state(recovery) == ConnectionState.CONNECTED);
                try (Connection connection = recovery.connections().getConnection()) {
                    assertThat(connection.isValid(1)).isTrue();
                }
            }
        }
    }

    @Test
    void an_address_without_a_listener_does_not_prevent_use_of_the_next() {
        try (PostgresServer server = PostgresServer.started()) {
            addresses = new String[] {"127.0.0.2", "127.0.0.1"};
            try (RecoverySystem recovery = open(server)) {
                await().atMost(RECOVERY).until(() -> state(recovery) == ConnectionState.CONNECTED);
            }
        }
    }

    @Test
    void an_address_that_accepts_and_never_answers_does_not_prevent_use_of_the_next() throws IOException {
        try (PostgresServer server = PostgresServer.started();
                ServerSocket silent = new ServerSocket(server.port(), 50, InetAddress.getByName("127.0.0.2"))) {
            assertThat(silent.isBound()).isTrue();
            addresses = new String[] {"127.0.0.2", "127.0.0.1"};
            try (RecoverySystem recovery = open(server)) {
                await().atMost(DETECTION).until(() -> state(recovery) == ConnectionState.CONNECTED);
            }
        }
    }

    private RecoverySystem open(PostgresServer server) {
        return new RecoverySystem(
                DatabaseConfig.of(
                        DatabaseUrl.parse("jdbc:postgresql://" + NAME + ":" + server.port() + "/postgres"),
                        DatabaseCredentials.of(server.username(), "")),
                SchemaSetup.NONE,
                new RecordingListener(),
                new EngineContext(Clock.systemUTC(), Ticker.system(), new Random(1), this::lookUp));
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        assertThat(host).isEqualTo(NAME);
        InetAddress[] found = new InetAddress[addresses.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.getByName(addresses[i]);
        }
        return found;
    }

    private static ConnectionState state(RecoverySystem recovery) {
        return recovery.checks().health().state();
    }
}
