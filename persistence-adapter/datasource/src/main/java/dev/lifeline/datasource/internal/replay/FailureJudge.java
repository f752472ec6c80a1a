package dev.lifeline.datasource.internal.replay;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Decides which failures lead to a replay on another connection, and which are reported to the caller. Confined to one
 * thread.
 */
final class FailureJudge {
    private static final String TRANSACTION_TIMEOUT = "25P04";

    private final Lender lender;
    private final CallersSession settings;
    private final boolean logical;

    /** @param logical whether the caller's connection can still be used after a transaction of it was lost */
    FailureJudge(Lender lender, CallersSession settings, boolean logical) {
        this.lender = lender;
        this.settings = settings;
        this.logical = logical;
    }

    /** Returns whether a failure means that the connection was lost, rather than a failure of the request. */
    boolean isLoss(SQLException e, Connection connection) {
        return !Thread.currentThread().isInterrupted()
                && (lender.isLost(connection) || lender.isLoss(e))
                && !(settings.hasNetworkTimeout() && isTimeout(e));
    }

    private static boolean isTimeout(SQLException e) {
        @Nullable Throwable cause = e.getCause();
        while (cause != null && !(cause instanceof SocketTimeoutException)) {
            cause = cause.getCause(); // of a batch, its cause has the time limit as its cause
        }
        return cause != null;
    }

    /** Returns whether the transaction is to be replayed after a failure, because a replay may succeed. */
    boolean isCurable(SQLException e, Connection connection) {
        return (isLoss(e, connection) && !hasTakenTooLong(e))
                || (lender.isRefusal(e) && !(lender.isRefusedWrite(e) && isReadOnly(connection)));
    }

    /** Returns whether the server ended the transaction because it took too long: a replay would take as long. */
    boolean hasTakenTooLong(SQLException e) {
        return TRANSACTION_TIMEOUT.equals(e.getSQLState());
    }

    /** Returns whether the caller, or its role, asked for a connection that refuses writes. */
    private boolean isReadOnly(Connection connection) {
        try {
            return settings.refusesWrites() || lender.isOfReadOnlyRole(connection) || connection.isReadOnly();
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Returns whether another replay may cure the failure of a replay.
     *
     * @param readOnly whether the replay only verifies that the transaction does not write
     */
    boolean isCurableInReplay(SQLException e, Connection connection, boolean readOnly) {
        return lender.isLost(connection)
                || lender.isLoss(e)
                || (lender.isRefusal(e) && !(readOnly && lender.isRefusedWrite(e)));
    }

    /**
     * Returns the exception for the caller if there is no replay. A refusal stays unchanged, because its connection was
     * not lost.
     */
    SQLException notReplayed(String reason, SQLException failure) {
        if (lender.isRefusal(failure)) {
            return failure;
        }
        return logical ? ReplayFailure.rolledBack(reason, failure) : ReplayFailure.notReplayed(reason, failure);
    }

    /** Returns the exception for the caller if its connection can never be used again. */
    SQLException lostForGood(String reason, SQLException failure) {
        return lender.isRefusal(failure) ? failure : ReplayFailure.notReplayed(reason, failure);
    }
}
