package dev.lifeline.datasource.internal.pool;

import dev.lifeline.domain.connection.PoolOccupancy;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** The pool in use and its replacement, as the recovery engine needs them. Replacements are for one thread at a time. */
public interface Pools {
    /**
     * Puts a fresh, proven pool in the place of the one in use, whose work is left to finish. If the proof fails, nothing
     * changes.
     *
     * @param wanted asked at last: if not, the fresh pool is closed, since the caller was replaced in the meantime
     * @throws SQLException if the fresh pool cannot make a connection within 5 s
     */
    void replace(BooleanSupplier wanted) throws SQLException;

    /**
     * Replaces all connections on request: by a fresh, proven pool, or, while work on an earlier pool is in flight, one by one
     * as they are returned.
     *
     * @param wanted as for {@link #replace}
     * @return whether a fresh pool took over
     * @throws SQLException if the fresh pool cannot make a connection within 5 s
     */
    boolean renew(BooleanSupplier wanted) throws SQLException;

    /** Closes every connection of the pool in use as soon as it is returned. Does not block. */
    void condemnConnections();

    /** Sets whether a server that refuses writes is expected. */
    void expectReadOnly(boolean expected);

    /** Returns the number of the pool in use: 1 for the first. */
    long generation();

    /** Returns how the pool in use is used. */
    PoolOccupancy occupancy();
}
