package dev.lifeline.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.datasource.testing.Leftovers;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.testing.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A host that accepts connections and never answers, and a primary that becomes read-only while another server takes
 * over.
 */
class SeveralHostsFaultIT {
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    @Test
    void a_first_host_that_never_answers_does_not_prevent_use_of_the_second() throws IOException {
        try (ServerSocket silent = silentHost();
                PostgresServer server = PostgresServer.started();
                ProjectStore database = open(silent.getLocalPort(), server.port())) {

            await().atMost(RECOVERY).until(() -> state(database) == ConnectionState.CONNECTED);
        }
        Leftovers.assertNoThreads();
    }

    @Test
    void a_single_host_that_never_answers_blocks_neither_check_nor_close() throws IOException {
        try (ServerSocket silent = silentHost();
                ProjectStore database = open(silent.getLocalPort())) {

            assertThat(database.dataSource().connection().check().reason()).contains(FailureReason.CONNECTION_TIMEOUT);
        }
        Leftovers.assertNoThreads();
    }

    @Test
    void connections_follow_the_primary_to_another_host() {
        try (PostgresServer former = PostgresServer.started();
                PostgresServer successor = PostgresServer.started()) {
            setReadOnly(successor, true);
            try (ProjectStore database = open(former.port(), successor.port())) {
                await().atMost(RECOVERY).until(() -> state(database) == ConnectionState.CONNECTED);

                setReadOnly(former, true);
                await().atMost(RECOVERY)
                        .until(() -> !database.dataSource().connection().check().isHealthy());
                setReadOnly(successor, false);

                await().atMost(RECOVERY).until(() -> state(database) == ConnectionState.CONNECTED);
                assertThat(database.dataSource().connection().health().generation())
                        .isGreaterThan(1);
            }
            Leftovers.assertNoSessions(successor);
        }
        Leftovers.assertNoThreads();
    }

    private static ServerSocket silentHost() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static void setReadOnly(PostgresServer server, boolean readOnly) {
        server.execute("alter system set default_transaction_read_only = " + (readOnly ? "on" : "off"));
        server.execute("select pg_reload_conf()");
    }

    private static ConnectionState state(ProjectStore database) {
        return database.dataSource().connection().health().state();
    }

    private static ProjectStore open(int... ports) {
        StringBuilder hosts = new StringBuilder();
        for (int port : ports) {
            hosts.append(hosts.isEmpty() ? "" : ",").append("127.0.0.1:").append(port);
        }
        return ProjectStore.open(
                DatabaseConfig.of(
                        DatabaseUrl.parse("jdbc:postgresql://" + hosts + "/postgres"),
                        DatabaseCredentials.of("postgres", "")),
                new RecordingListener());
    }
}
