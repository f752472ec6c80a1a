package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.internal.failure.FailureClassifier;
import dev.lifeline.datasource.internal.failure.FailureKind;
import dev.lifeline.datasource.internal.failure.FailurePhase;
import dev.lifeline.datasource.internal.failure.StalePlan;
import dev.lifeline.datasource.internal.jdbc.ServerRun;
import dev.lifeline.datasource.internal.jdbc.ServerRuns;
import dev.lifeline.datasource.internal.operation.WritableServerWait;
import dev.lifeline.datasource.internal.replay.Lender;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lends connections of the current pool to data source callers.
 *
 * @param writable gate at which callers wait while the server rejects writes
 * @param runs server runs to which connections have led
 * @param loss runs when a connection was found lost; must not block
 */
public record PoolLender(
        GenerationalDataSource connections, WritableServerWait writable, ServerRuns runs, Runnable loss)
        implements Lender {
    private static final Set<FailureKind> LOSSES =
            Set.of(FailureKind.CONNECTION_LOST, FailureKind.UNREACHABLE, FailureKind.NOT_READY);

    @Override
    public Connection borrow(Duration limit) throws SQLException {
        return connections.getConnection(limit);
    }

    @Override
    public Connection borrowAnother(Duration limit) throws SQLException {
        return connections.getAnother(limit);
    }

    @Override
    public boolean isLost(Connection connection) {
        return connection instanceof BorrowedConnection borrowed && borrowed.isLost();
    }

    @Override
    public boolean isLoss(SQLException failure) {
        return failure.getSQLState() != null && LOSSES.contains(kind(failure));
    }

    @Override
    public boolean isRefusal(SQLException failure) {
        return StalePlan.isReportedBy(failure) || isRefusedWrite(failure);
    }

    @Override
    public boolean isRefusedWrite(SQLException failure) {
        return kind(failure).isRefusalOfWrites();
    }

    private static FailureKind kind(SQLException failure) {
        return FailureClassifier.classify(FailurePhase.WORK, failure).kind();
    }

    @Override
    public boolean isOfReadOnlyRole(Connection connection) {
        return connection instanceof BorrowedConnection borrowed && borrowed.isOfReadOnlyRole();
    }

    @Override
    public void awaitWritable(SQLException refused, Duration limit) throws SQLException {
        writable.await(kind(refused), limit);
    }

    @Override
    public boolean isReusable(Connection connection) {
        return !(connection instanceof BorrowedConnection borrowed) || borrowed.isReusable();
    }

    @Override
    public int directCalls(Connection connection) {
        return connection instanceof BorrowedConnection borrowed ? borrowed.directCalls() : 0;
    }

    @Override
    public void discard(Connection connection) {
        if (connection instanceof BorrowedConnection borrowed) {
            borrowed.discard();
        }
    }

    @Override
    public @Nullable ServerRun runOf(Connection connection) {
        return connection instanceof BorrowedConnection borrowed ? borrowed.run() : null;
    }

    @Override
    public void setReplayable(Connection connection, boolean replayable) {
        if (connection instanceof BorrowedConnection borrowed) {
            borrowed.setReplayable(replayable);
        }
    }

    @Override
    public void reportLoss() {
        loss.run();
    }
}
