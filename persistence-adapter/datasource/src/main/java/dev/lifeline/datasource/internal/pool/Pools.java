package dev.lifeline.datasource.internal.pool;

import dev.lifeline.domain.connection.PoolOccupancy;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/**
 * The current pool and its replacement, as the recovery engine uses them. Replacements are for one thread at a time.
 */
public interface Pools {
    /**
     * Replaces the current pool with a new, validated one; work on the old pool may finish. If the validation fails,
     * the current pool stays.
     *
     * @param wanted checked last: if false, the new pool is closed, because the caller itself has been replaced
     * @throws SQLException if the new pool cannot establish a connection within 5 s
     */
    void replace(BooleanSupplier wanted) throws SQLException;

    /**
     * Replaces all connections on request: by a new, validated pool, or, while work on an earlier pool is in flight,
     * one by one as they are returned.
     *
     * @param wanted as for {@link #replace}
     * @return whether a new pool took over
     * @throws SQLException if the new pool cannot establish a connection within 5 s
     */
    boolean renew(BooleanSupplier wanted) throws SQLException;

    /** Closes each connection of the current pool as soon as it is returned. Does not block. */
    void condemnConnections();

    /** Sets whether a server that rejects writes is expected. */
    void expectReadOnly(boolean expected);

    /** Returns the number of the current pool; 1 for the first. */
    long generation();

    /** Returns the occupancy of the current pool. */
    PoolOccupancy occupancy();
}
