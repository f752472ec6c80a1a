package dev.lifeline.datasource.internal.replay;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransactionRollbackException;

/** Failures that callers get where a transaction could not be run again. Their messages hold no values of the caller's. */
final class ReplayFailure {
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String CONNECTION_FAILURE = "08006";
    private static final String RESOLUTION_UNKNOWN = "08007";

    private ReplayFailure() {}

    /** The connection was lost before COMMIT was sent: nothing was changed. */
    static SQLException notReplayed(String reason, SQLException lost) {
        return new SQLNonTransientConnectionException(
                "The connection was lost, and the transaction was not run again: " + reason + ". Nothing was changed",
                CONNECTION_FAILURE,
                lost);
    }

    /** The other run returned something else than the caller has seen. */
    static SQLException differs(String what, SQLException lost) {
        return new SQLTransactionRollbackException(
                "The connection was lost, and the transaction came out differently when it was run again: " + what
                        + ". Nothing was changed; run the transaction from its beginning",
                SERIALIZATION_FAILURE,
                lost);
    }

    /** A COMMIT, or a statement in autocommit mode, whose reply was lost. */
    static SQLException unknown(String reason, SQLException lost) {
        return new SQLNonTransientConnectionException(
                "The connection was lost, and it is unknown whether the change was committed: " + reason,
                RESOLUTION_UNKNOWN,
                lost);
    }
}
