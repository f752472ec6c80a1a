package dev.lifeline.persistence.internal.watch;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** What JDBC leaves open about connections. */
public final class Connections {

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
        return connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED;
    }
}
