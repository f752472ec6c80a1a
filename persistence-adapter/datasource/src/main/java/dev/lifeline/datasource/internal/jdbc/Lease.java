package dev.lifeline.datasource.internal.jdbc;

/**
 * On which terms a connection is in use, for the sentinel that watches it.
 *
 * @param limited whether its statements are cancelled after an end; those of a caller of the data source are never cancelled for
 *     taking long
 * @param end by the ticker, in nanoseconds; 0 if it is not limited
 * @param repeatable whether its work is run again if the connection is closed, so that the connection may be closed while the
 *     whole server is silent
 */
public record Lease(boolean limited, long end, boolean repeatable) {
    /** The connection is in its pool. */
    public static final Lease NONE = new Lease(false, 0, true);

    /** A caller of the data source has the connection, and its work cannot be run again. */
    public static final Lease OF_CALLER = new Lease(false, 0, false);

    /** A caller of the data source has the connection, and its work can be run again. */
    public static final Lease REPLAYED = new Lease(false, 0, true);

    /** Returns the lease of an operation of ours. */
    public static Lease until(long end) {
        return new Lease(true, end, true);
    }
}
