package dev.lifeline.datasource.internal.failure;

import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Recognises that a prepared statement returns other columns since a table was changed: "cached plan must not change result
 * type". The driver prepares it again by itself in autocommit, but not in a transaction, which has failed by then.
 */
public final class StalePlan {
    private static final String FEATURE_NOT_SUPPORTED = "0A000";

    /** The functions of the server that raise it, as the driver has them: the message is translated. */
    private static final Set<String> RAISED_BY = Set.of("RevalidateCachedQuery", "RevalidateCachedPlan");

    private StalePlan() {}

    /** Returns whether that is what the server reported. */
    public static boolean isReportedBy(SQLException e) {
        if (!FEATURE_NOT_SUPPORTED.equals(e.getSQLState()) || !(e instanceof PSQLException postgres)) {
            return false;
        }
        ServerErrorMessage message = postgres.getServerErrorMessage();
        return message != null && message.getRoutine() != null && RAISED_BY.contains(message.getRoutine());
    }
}
