package dev.lifeline.datasource.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * Warning of the server that a COMMIT did not wait for its standby, because that wait was cancelled. The server calls such a COMMIT
 * a success.
 */
public final class StandbyWarning {
    /** The function of the server that waits for standbys; its messages are translated, and have no code of their own. */
    private static final String WAIT_FOR_STANDBY = "SyncRepWaitForLSN";

    private StandbyWarning() {}

    /** Returns whether a standby that takes part in each COMMIT may lack the last one. */
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
