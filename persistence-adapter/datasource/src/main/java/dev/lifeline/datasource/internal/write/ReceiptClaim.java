package dev.lifeline.datasource.internal.write;

import dev.lifeline.datasource.internal.failure.MissingTable;
import dev.lifeline.datasource.internal.sentinel.Backend;
import dev.lifeline.domain.write.WriteInProgressException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Takes the token of a write at the start of its transaction. Safe for use by several threads. */
final class ReceiptClaim {
    /** A concurrent write with the same token usually ends within this time. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Length of another try, which decides if a table lock may have ended before the search for it. */
    private static final Duration CONFIRMATION = Duration.ofMillis(250);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final ReceiptTable receipts;

    ReceiptClaim(ReceiptTable receipts) {
        this.receipts = receipts;
    }

    /**
     * Takes the token, which reveals the outcome of earlier attempts. If one of them still holds the token, their
     * backends are terminated: no other caller waits for their outcome.
     *
     * @return false if a write with this token has committed
     * @throws WriteInProgressException if another caller holds the token
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
            if (tableIsFree && tableWasFree) { // both before and after the last try
                throw new WriteInProgressException(call.token(), PATIENCE);
            }
            tableWasFree = tableIsFree;
            patience = CONFIRMATION;
        }
    }

    /**
     * Tries to take the token; empty if the try waited too long for a lock, either of a concurrent write or on the
     * table.
     */
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
                return Optional.of(takeFromEarlierAttempt(connection, call));
            }
            if (call.deadline().isOver()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Creates the table again: it was dropped after it had been found. */
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

    private boolean takeFromEarlierAttempt(Connection connection, WriteCall call) throws SQLException {
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
