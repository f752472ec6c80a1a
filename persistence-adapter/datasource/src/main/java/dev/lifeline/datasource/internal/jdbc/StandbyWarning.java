package dev.lifeline.datasource.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * The server's warning that a COMMIT did not wait for its synchronous standby, because the wait was cancelled. The
 * server reports such a COMMIT as a success.
 */
public final class StandbyWarning {
    /** Server function that waits for standbys; its messages are translated and have no specific code. */
    private static final String WAIT_FOR_STANDBY = "SyncRepWaitForLSN";

    private StandbyWarning() {}

    /** Returns whether a synchronous standby may lack the last commit. */
    public static boolean isOn(Connection connection) throws SQLException {
        for (@Nullable SQLWarning one = connection.getWarnings(); one != null; one = one.getNextWarning()) {
            if (one instanceof PSQLWarning warning && isAboutStandby(warning.getServerErrorMessage())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAboutStandby(@Nullable ServerErrorMessage message) {
        return message != null && WAIT_FOR_STANDBY.equals(message.getRoutine());
    }
}
