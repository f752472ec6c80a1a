package dev.lifeline.datasource.internal.jdbc;

/**
 * Rules for a connection in use, for the sentinel.
 *
 * @param limited whether statements are cancelled after {@code end}; statements of data source callers are never
 *     cancelled for their duration
 * @param end ticker time in nanoseconds; 0 if not limited
 * @param repeatable whether the work runs again if the connection is closed, so that it may be closed while the whole
 *     server is silent
 */
public record Lease(boolean limited, long end, boolean repeatable) {
    /** The connection is idle in its pool. */
    public static final Lease NONE = new Lease(false, 0, true);

    /** A data source caller uses the connection, and its work cannot run again. */
    public static final Lease OF_CALLER = new Lease(false, 0, false);

    /** A data source caller uses the connection, and its work can be replayed. */
    public static final Lease REPLAYED = new Lease(false, 0, true);

    /** Returns the lease of one of Lifeline's operations. */
    public static Lease until(long end) {
        return new Lease(true, end, true);
    }
}
