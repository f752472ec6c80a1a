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
 * Source of HikariCP's connections. It waits instead of failing while the database is unusable: a pool without failures
 * does not start its backoff, which would delay recovery by up to 5 s.
 */
final class GatedConnectionSource extends ConnectionSource {
    /** Longest duration of a login on one host; a healthy host answers in much less. */
    private static final Duration HOST_LIMIT = Duration.ofSeconds(2);

    /** Longest time for which HikariCP's connecting thread waits at the gate. */
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

    /** Returns the longest time, in seconds, for which HikariCP waits on close for a login in progress. */
    @Override
    public int getLoginTimeout() {
        return (int) HOST_LIMIT.toSeconds();
    }
}
