package dev.lifeline.domain.connection;

import static java.util.Objects.requireNonNull;

/**
 * Connection state machine: pure transitions, without clock or thread.
 *
 * @param misses number of consecutive checks without an answer in time, while the state still holds
 */
public record ConnectionStatus(ConnectionState state, int misses) {

    public ConnectionStatus {
        requireNonNull(state, "state");
    }

    /** Returns the status before the first check. */
    public static ConnectionStatus initial() {
        return new ConnectionStatus(ConnectionState.STARTING, 0);
    }

    /** Returns the status after the database answered a check. */
    public ConnectionStatus afterAnswer(boolean readOnly, boolean poolSaturated) {
        if (readOnly) {
            return in(ConnectionState.READ_ONLY);
        }
        return in(poolSaturated ? ConnectionState.SATURATED : ConnectionState.CONNECTED);
    }

    /**
     * Returns the status after a failed check. A refusal changes the state at once. A timeout may be a hiccup: a
     * serving state, and the state before the first answer, hold until the tolerated number of consecutive checks has
     * timed out. A server without a free connection slot is alive, and the existing connections keep working.
     *
     * @param toleratedMisses number of consecutive checks without an answer after which the database counts as lost; at
     *     least 1
     */
    public ConnectionStatus afterFailure(FailureReason reason, int toleratedMisses) {
        return switch (reason) {
            case CONNECTION_TIMEOUT -> afterSilence(toleratedMisses);
            case TOO_MANY_CONNECTIONS -> in(state.isServing() ? ConnectionState.SATURATED : ConnectionState.LOST);
            case SERVER_STARTING_UP -> in(ConnectionState.BOOTING);
            case AUTHENTICATION_FAILED, INVALID_CONFIGURATION, MIGRATION_FAILED -> in(ConnectionState.MISCONFIGURED);
            case CONNECTION_REFUSED,
                    CONNECTION_LOST,
                    HOST_UNREACHABLE,
                    POOL_EXHAUSTED,
                    SERVER_RESOURCES,
                    READ_ONLY_SERVER, // no configured host accepts writes
                    TRANSACTION_CONFLICT,
                    STATEMENT_CANCELLED,
                    TRANSACTION_TIMEOUT,
                    INTERRUPTED,
                    SHUTTING_DOWN,
                    UNEXPECTED -> in(ConnectionState.LOST);
        };
    }

    /** Returns the status if the server has no free connection slot and the pool has no connection left. */
    public ConnectionStatus withoutAnyConnection() {
        return in(ConnectionState.LOST);
    }

    private ConnectionStatus afterSilence(int toleratedMisses) {
        if ((state.isServing() || state == ConnectionState.STARTING) && misses + 1 < toleratedMisses) {
            return new ConnectionStatus(state, misses + 1);
        }
        return in(ConnectionState.LOST);
    }

    private static ConnectionStatus in(ConnectionState state) {
        return new ConnectionStatus(state, 0);
    }
}
