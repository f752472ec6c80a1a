package dev.lifeline.datasource.internal.failure;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Recognises that a prepared statement returns other columns after a table was altered: "cached plan must not change
 * result type". In autocommit mode the driver prepares the statement again itself; in a transaction it cannot, because
 * the transaction has failed.
 */
public final class StalePlan {
    private static final String FEATURE_NOT_SUPPORTED = "0A000";

    /** Server functions that raise the error; the message is translated. */
    private static final Set<String> RAISED_BY = Set.of("RevalidateCachedQuery", "RevalidateCachedPlan");

    private StalePlan() {}

    /** Returns whether the server reported a stale plan. */
    public static boolean isReportedBy(SQLException failure) {
        SQLException e = BatchFailure.unwrap(failure);
        if (!FEATURE_NOT_SUPPORTED.equals(e.getSQLState()) || !(e instanceof PSQLException postgres)) {
            return false;
        }
        ServerErrorMessage message = postgres.getServerErrorMessage();
        return message != null && message.getRoutine() != null && RAISED_BY.contains(message.getRoutine());
    }
}
