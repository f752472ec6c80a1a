package dev.lifeline.persistence.internal.write;

import dev.lifeline.domain.write.WriteInProgressException;
import dev.lifeline.persistence.internal.watch.Backend;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** Takes the token of a write at the beginning of its transaction. Safe for use by several threads. */
final class TokenClaim {
    /** Somebody who asks twice at once has his first answer by then, unless something is wrong. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Undefined table, invalid schema name. */
    private static final Set<String> NO_TABLE = Set.of("42P01", "3F000");

    private final ReceiptTable receipts;

    TokenClaim(ReceiptTable receipts) {
        this.receipts = receipts;
    }

    /**
     * Takes the token, and so finds out what became of earlier attempts. Where one of them still holds it, all are ended on the
     * server: nobody waits for their outcome any more but we.
     *
     * @return false if a write with this token has committed
     * @throws WriteInProgressException if somebody else holds the token
     */
    boolean take(Connection connection, WriteCall call) throws SQLException {
        try {
            return take(connection, call, PATIENCE);
        } catch (SQLException e) {
            if (NO_TABLE.contains(String.valueOf(e.getSQLState()))) {
                throw receipts.missing(e);
            }
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback();
            if (!call.isBroken()) {
                throw new WriteInProgressException(call.token(), PATIENCE);
            }
            return takeFromOurselves(connection, call);
        }
    }

    private boolean takeFromOurselves(Connection connection, WriteCall call) throws SQLException {
        for (Backend leftBehind : call.leftBehind()) {
            leftBehind.terminate(connection);
        }
        return take(connection, call, call.left());
    }

    private boolean take(Connection connection, WriteCall call, Duration patience) throws SQLException {
        return receipts.claim(connection, call.token(), patience, call.left(), call.deadline());
    }
}
