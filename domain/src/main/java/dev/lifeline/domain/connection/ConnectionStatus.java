package dev.lifeline.domain.connection;

import static java.util.Objects.requireNonNull;

/**
 * The state of the connection and what leads from one state to the next: pure, without clock or thread.
 *
 * @param misses how many looks in a row had no answer in time, while the state still held
 */
public record ConnectionStatus(ConnectionState state, int misses) {

    public ConnectionStatus {
        requireNonNull(state, "state");
    }

    /** The status before the first look. */
    public static ConnectionStatus initial() {
        return new ConnectionStatus(ConnectionState.STARTING, 0);
    }

    /** The status after the database answered. */
    public ConnectionStatus afterAnswer(boolean readOnly, boolean poolSaturated) {
        if (readOnly) {
            return in(ConnectionState.READ_ONLY);
        }
        return in(poolSaturated ? ConnectionState.SATURATED : ConnectionState.CONNECTED);
    }

    /**
     * The status after a look failed. A refusal is believed at once. Silence is not: it may be a hiccup, so a serving state,
     * and the state before the first answer, hold until as many looks in a row had no answer as are tolerated. A server without a free slot is alive, and the
     * connections that we have go on working.
     *
     * @param toleratedMisses how many looks in a row without an answer mean that the database is lost; at least 1
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
                    READ_ONLY_SERVER, // of several hosts none takes writes: nothing to connect to until one does
                    TRANSACTION_CONFLICT,
                    STATEMENT_CANCELLED,
                    TRANSACTION_TIMEOUT,
                    INTERRUPTED,
                    SHUTTING_DOWN,
                    UNEXPECTED -> in(ConnectionState.LOST);
        };
    }

    /** The status when the server has no slot for us, and no connection of ours is left that could go on working. */
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
