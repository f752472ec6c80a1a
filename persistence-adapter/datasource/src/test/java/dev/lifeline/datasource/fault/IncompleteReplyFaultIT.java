package dev.lifeline.datasource.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.LifelineDataSource;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.DatabaseCredentials;
import dev.lifeline.datasource.config.DatabaseUrl;
import dev.lifeline.testing.postgres.PostgresServer;
import dev.lifeline.testing.proxy.FaultProxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A connection dies while a reply arrives: the server has sent all of it, and considers itself idle. */
class IncompleteReplyFaultIT {
    /** Time in which the wait is detected, a slow network is ruled out, and the statement is repeated. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int LENGTH = 200_000;

    @Test
    void a_caller_gets_the_whole_reply() {
        try (PostgresServer server = PostgresServer.started();
                FaultProxy proxy = FaultProxy.to(server.port());
                LifelineDataSource source = open(server, proxy)) {
            assertThat(length(source)).isEqualTo(LENGTH);
            proxy.loseRestOfReplies();

            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> length(source));

            assertThat(read).succeedsWithin(LIMIT).isEqualTo(LENGTH);
        }
    }

    private static LifelineDataSource open(PostgresServer server, FaultProxy proxy) {
        return LifelineDataSource.open(DatabaseConfig.of(
                DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres"),
                DatabaseCredentials.of(server.username(), "")));
    }

    private static int length(LifelineDataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select repeat('x', " + LENGTH + ")")) {
            answer.next();
            return answer.getString(1).length();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
