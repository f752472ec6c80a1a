package dev.lifeline.datasource.internal.socket;

import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** What JDBC leaves open about connections. */
public final class Connections {

    /** The function of the server that waits for standbys; its messages are translated, and have no code of their own. */
    private static final String WAIT_FOR_STANDBY = "SyncRepWaitForLSN";

    private Connections() {}

    /** Cuts the connection, if there is one; whoever waits on it is freed. Never blocks and never fails. */
    public static void abort(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is gone either way.
        }
    }

    /**
     * Whether a statement of the transaction under way failed. The driver would let such a transaction be committed, and not
     * say that the server rolled it back instead.
     */
    public static boolean hasFailedTransaction(Connection connection) throws SQLException {
        return stateOf(connection) == TransactionState.FAILED;
    }

    /** Whether there is a transaction under way. */
    public static boolean hasTransaction(Connection connection) throws SQLException {
        return stateOf(connection) != TransactionState.IDLE;
    }

    private static TransactionState stateOf(Connection connection) throws SQLException {
        return CheckedConnection.under(connection).driver().getTransactionState();
    }

    /**
     * Whether a standby that takes part in each COMMIT may lack the last one: somebody cancelled the wait for it, and then the
     * server calls the COMMIT a success, with a warning.
     */
    public static boolean mayLackOnStandby(Connection connection) throws SQLException {
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
