package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.internal.failure.FailureClassifier;
import dev.lifeline.datasource.internal.failure.FailureKind;
import dev.lifeline.datasource.internal.failure.FailurePhase;
import dev.lifeline.datasource.internal.jdbc.ServerRun;
import dev.lifeline.datasource.internal.replay.Lender;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lends connections of the current pool to data source callers.
 *
 * @param loss runs when a connection was found lost; must not block
 */
public record PoolLender(GenerationalDataSource connections, Runnable loss) implements Lender {
    private static final Set<FailureKind> LOSSES =
            Set.of(FailureKind.CONNECTION_LOST, FailureKind.UNREACHABLE, FailureKind.NOT_READY);

    @Override
    public Connection borrow(Duration limit) throws SQLException {
        return connections.getConnection(limit);
    }

    @Override
    public boolean isLost(Connection connection) {
        return connection instanceof BorrowedConnection borrowed && borrowed.isLost();
    }

    @Override
    public boolean isLoss(SQLException failure) {
        return failure.getSQLState() != null
                && LOSSES.contains(
                        FailureClassifier.classify(FailurePhase.WORK, failure).kind());
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
