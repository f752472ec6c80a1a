package dev.lifeline.datasource.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.testing.RecordingListener;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A connection dies while the driver sends more data than the buffers of the operating system hold. */
class BlockedWriteFaultIT {
    /** Far less than the operation deadline of 30 s, and enough for a busy machine. */
    private static final Duration CUT = Duration.ofSeconds(15);

    private static final int LARGE = 32 << 20;

    @Test
    void a_write_that_is_blocked_by_a_dead_network_is_ended_by_evidence() throws SQLException {
        RecordingListener events = new RecordingListener();
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port());
                LifelineDataSource database = LifelineDataSource.configure(config(server, proxy))
                        .listener(events)
                        .open()) {
            await().until(() -> database.health().state().isServing());
            try (Connection dying = database.getConnection()) {
                proxy.stopReading();
                CompletableFuture<Integer> sending = CompletableFuture.supplyAsync(
                        () -> lengthOf(dying, new byte[LARGE]), work -> new Thread(work).start());

                assertThat(sending).succeedsWithin(CUT).isEqualTo(LARGE); // on another connection
            }
            await().untilAsserted(() -> assertThat(events.ofType(FlowCut.class))
                    .anySatisfy(cut -> assertThat(cut.cause()).isEqualTo(CutCause.DEAD_FLOW)));
            assertThat(events.ofType(ConnectionLost.class)).isEmpty();
            try (Connection fresh = database.getConnection()) {
                assertThat(lengthOf(fresh, new byte[LARGE])).isEqualTo(LARGE);
            }
        }
    }

    private static DatabaseConfig config(PostgresServer server, FaultProxy proxy) {
        return DatabaseConfig.of(
                DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres"),
                DatabaseCredentials.of(server.username(), ""));
    }

    private static int lengthOf(Connection connection, byte[] value) {
        try (PreparedStatement statement = connection.prepareStatement("select length(?::bytea)")) {
            statement.setBytes(1, value);
            try (var answer = statement.executeQuery()) {
                answer.next();
                return answer.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
