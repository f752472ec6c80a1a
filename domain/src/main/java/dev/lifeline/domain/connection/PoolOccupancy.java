package dev.lifeline.domain.connection;

/**
 * Use of the connection pool at one moment.
 *
 * @param active connections in use
 * @param idle connections ready for use
 * @param waiting callers that queue for a connection
 * @param max maximum number of connections
 */
public record PoolOccupancy(int active, int idle, int waiting, int max) {

    /** Returns whether the pool has no connection. */
    public boolean isEmpty() {
        return active == 0 && idle == 0;
    }

    /** Returns whether all connections are in use and callers queue. */
    public boolean isSaturated() {
        return waiting > 0 && active >= max;
    }
}
