package dev.lifeline.datasource.internal.write;

import dev.lifeline.datasource.internal.failure.MissingTable;
import dev.lifeline.datasource.internal.sentinel.Backend;
import dev.lifeline.domain.write.WriteInProgressException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Takes the token of a write at the beginning of its transaction. Safe for use by several threads. */
final class ReceiptClaim {
    /** Somebody who asks twice at once has his first answer by then, unless something is wrong. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** A lock on the table may have ended by the time it is looked for; then another try of this length tells. */
    private static final Duration CONFIRMATION = Duration.ofMillis(250);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final ReceiptTable receipts;

    ReceiptClaim(ReceiptTable receipts) {
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
        Duration patience = PATIENCE;
        boolean tableWasFree = false;
        while (true) {
            Optional<Boolean> taken = tryToTake(connection, call, patience);
            if (taken.isPresent()) {
                return taken.get();
            }
            boolean tableIsFree = !receipts.isLockedByOthers(connection);
            if (tableIsFree && tableWasFree) { // before the claim that waited in vain, and after it
                throw new WriteInProgressException(call.token(), PATIENCE);
            }
            tableWasFree = tableIsFree;
            patience = CONFIRMATION;
        }
    }

    /** Returns nothing if the claim waited too long for a lock: of a twin, or on the table. */
    private Optional<Boolean> tryToTake(Connection connection, WriteCall call, Duration patience) throws SQLException {
        try {
            return Optional.of(take(connection, call, patience));
        } catch (SQLException e) {
            if (MissingTable.isReasonOf(e)) {
                return Optional.of(takeFromNewTable(connection, call));
            }
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback();
            if (call.isBroken()) {
                return Optional.of(takeFromOurselves(connection, call));
            }
            if (call.deadline().isOver()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** The table was dropped since it was found. */
    private boolean takeFromNewTable(Connection connection, WriteCall call) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        receipts.forgetTable();
        try {
            receipts.prepare(connection);
        } finally {
            connection.setAutoCommit(false);
        }
        return take(connection, call, PATIENCE);
    }

    private boolean takeFromOurselves(Connection connection, WriteCall call) throws SQLException {
        for (Backend leftBehind : call.leftBehind()) {
            leftBehind.terminate(connection);
        }
        return take(connection, call, call.deadline().left());
    }

    private boolean take(Connection connection, WriteCall call, Duration patience) throws SQLException {
        return receipts.claim(
                connection, call.token(), patience, call.deadline().left(), call.limit());
    }
}
