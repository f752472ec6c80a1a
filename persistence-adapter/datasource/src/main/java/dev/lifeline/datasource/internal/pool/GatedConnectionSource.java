package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.internal.failure.GateClosedException;
import dev.lifeline.datasource.internal.jdbc.Borrowers;
import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import dev.lifeline.datasource.internal.operation.RecoveryGate;
import dev.lifeline.domain.connection.FailureReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Where HikariCP gets its connections from. While the database cannot be used it waits instead of failing: a pool that
 * sees no failure never begins its back-off, which would cost up to 5 s after the database is back.
 */
final class GatedConnectionSource extends ConnectionSource {
    /** How long one host may take; a healthy one answers in far less. */
    private static final Duration HOST_LIMIT = Duration.ofSeconds(2);

    /** How long HikariCP's one connecting thread waits before it looks around again. */
    private static final Duration WAIT_LIMIT = Duration.ofSeconds(30);

    private final PostgresConnector connector;
    private final RecoveryGate reachable;
    private final Runnable suspicion;
    private final Borrowers borrowers;

    GatedConnectionSource(
            PostgresConnector connector, RecoveryGate reachable, Runnable suspicion, Borrowers borrowers) {
        this.connector = connector;
        this.reachable = reachable;
        this.suspicion = suspicion;
        this.borrowers = borrowers;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!reachable.await(WAIT_LIMIT)) {
            throw new GateClosedException(FailureReason.CONNECTION_LOST);
        }
        try {
            CheckedConnection connection = connector.connectWatched(HOST_LIMIT);
            borrowers.add(connection);
            return connection;
        } catch (SQLException e) {
            suspicion.run();
            throw e;
        }
    }

    /** In seconds, as HikariCP asks: how long it waits for a login under way when it closes. */
    @Override
    public int getLoginTimeout() {
        return (int) HOST_LIMIT.toSeconds();
    }
}
