package dev.lifeline.datasource.internal.replay;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;

/** Exceptions for callers after a replay that failed or was impossible. Messages contain no values of the caller. */
final class ReplayFailure {
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String CONNECTION_FAILURE = "08006";
    private static final String TRANSACTION_ROLLBACK = "40000";
    /** SQLSTATE that other drivers use for this case as well. PostgreSQL has a code for it only in class 08. */
    private static final String CONNECTION_TIMEOUT = "HYT01";

    private static final String NOT_IN_PREREQUISITE_STATE = "55000";
    private static final String RESOLUTION_UNKNOWN = "08007";

    private ReplayFailure() {}

    /** Returns the exception for a connection that was lost before COMMIT was sent: nothing was changed. */
    static SQLException notReplayed(String reason, SQLException lost) {
        return new SQLNonTransientConnectionException(
                "The connection was lost, and the transaction was not replayed: " + reason + ". Nothing was changed",
                CONNECTION_FAILURE,
                lost);
    }

    /**
     * Returns the exception for a server connection that was lost before COMMIT was sent, if the caller's logical
     * connection remains usable. Its SQLSTATE is not of class 08, because that would make an outer pool close the
     * logical connection.
     */
    static SQLException rolledBack(String reason, SQLException lost) {
        return new SQLTransactionRollbackException(
                "The connection to the server was lost, and the transaction was not replayed: " + reason
                        + ". Nothing was changed; the connection can be used again after a rollback",
                TRANSACTION_ROLLBACK,
                lost);
    }

    /**
     * Returns the exception for a logical connection that got no server connection in time. The logical connection can
     * be used again.
     */
    static SQLException unavailable(SQLException failure) {
        return new SQLTransientConnectionException(failure.getMessage(), CONNECTION_TIMEOUT, failure);
    }

    /** Returns the exception for {@code currval} or {@code lastval} if the caller has drawn nothing in the session. */
    static SQLException otherSession() {
        return new SQLException(
                "currval and lastval have no value yet: the connection has another session since its last transaction."
                        + " Use them in the transaction of the insert, or set lifeline.keepSession=true in the URL",
                NOT_IN_PREREQUISITE_STATE);
    }

    /** Returns the exception for a replay that returned something else than the caller has read. */
    static SQLException differs(String what, SQLException lost) {
        return new SQLTransactionRollbackException(
                "The replay of the transaction on another connection had a different result: " + what
                        + ". Nothing was changed; run the transaction again from its start",
                SERIALIZATION_FAILURE,
                lost);
    }

    /** Returns the exception for a COMMIT, or a statement in autocommit mode, with a lost response. */
    static SQLException unknown(String reason, SQLException lost) {
        return new SQLNonTransientConnectionException(
                "The connection was lost, and it is unknown whether the change was committed: " + reason,
                RESOLUTION_UNKNOWN,
                lost);
    }
}
