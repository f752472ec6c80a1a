package dev.lifeline.domain.connection;

/**
 * How the connection pool is used at one moment.
 *
 * @param active connections that somebody holds
 * @param idle connections ready to be taken
 * @param waiting callers that queue for one
 * @param max the most connections there may be
 */
public record PoolOccupancy(int active, int idle, int waiting, int max) {

    /** Whether there is no connection at all. */
    public boolean isEmpty() {
        return active == 0 && idle == 0;
    }

    /** Whether every connection is taken and somebody queues for one. */
    public boolean isSaturated() {
        return waiting > 0 && active >= max;
    }
}
