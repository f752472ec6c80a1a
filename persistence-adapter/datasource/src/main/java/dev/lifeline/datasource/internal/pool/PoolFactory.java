package dev.lifeline.datasource.internal.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.internal.jdbc.Borrowers;
import dev.lifeline.datasource.internal.operation.RecoveryGate;
import java.time.Duration;

/** Creates connection pools, also while the database is down. Safe for use by several threads. */
public final class PoolFactory {
    /** Minimum that HikariCP allows; a healthy server answers in much less. */
    private static final Duration VALIDATION_LIMIT = Duration.ofSeconds(1);

    /** The same name for each generation, so that threads and logs show one pool. */
    private static final String NAME = "lifeline-pool";

    /** Time after the sentinel's limit at which the driver itself stops waiting for the server. */
    private static final Duration LAST_RESORT = Duration.ofSeconds(10);

    /** Time after which a waiting caller checks for an outage and for a replaced pool. */
    private static final Duration WAIT_SLICE = Duration.ofMillis(500);

    /** Idle connections that are kept, so that the first callers after a quiet period do not wait. */
    private static final int MIN_IDLE = 2;

    private final DatabaseConfig config;
    private final PostgresConnector connector;
    private final RecoveryGate reachable;
    private final Runnable suspicion;
    private final Borrowers borrowers;
    private final int readLimitMillis;
    private volatile int maxSize;
    private final PlanEpoch plans = new PlanEpoch();

    /**
     * @param reachable closed while connections cannot be established
     * @param suspicion runs when a connection cannot be established; must not block
     * @param borrowers receives each new connection
     */
    public PoolFactory(
            DatabaseConfig config,
            PostgresConnector connector,
            RecoveryGate reachable,
            Runnable suspicion,
            Borrowers borrowers) {
        this.config = config;
        this.maxSize = config.pool().maxSize();
        this.readLimitMillis = readLimitMillis(config);
        this.connector = connector;
        this.reachable = reachable;
        this.suspicion = suspicion;
        this.borrowers = borrowers;
    }

    /** Returns the borrowers of all pools of this factory. */
    Borrowers borrowers() {
        return borrowers;
    }

    /** Returns the epoch of prepared statements, for all pools of this factory. */
    PlanEpoch plans() {
        return plans;
    }

    /**
     * Returns the longest duration of a read of an operation, in milliseconds. Without the sentinel, it is the only
     * limit that enforces the deadline.
     */
    int readLimitMillis() {
        return readLimitMillis;
    }

    private static int readLimitMillis(DatabaseConfig config) {
        Duration deadline = config.operationDeadline();
        Duration limit = config.watch().enabled() ? deadline.plus(LAST_RESORT) : deadline;
        return (int) limit.toMillis();
    }

    /** Sets the maximum size of the next pools. */
    void limit(int connections) {
        maxSize = connections;
        borrowers.limit(connections);
    }

    /** Returns the maximum size of the next pool. */
    int maxSize() {
        return maxSize;
    }

    /** Returns how many idle connections a pool keeps. */
    static int minIdle(int maxSize) {
        return Math.min(MIN_IDLE, maxSize);
    }

    /** Creates a pool. Does not block: the first connections are established in the background. */
    PoolGeneration open(long number) {
        PoolConfig pool = config.pool();
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName(NAME);
        hikari.setDataSource(new GatedConnectionSource(connector, reachable, suspicion, borrowers));
        int size = maxSize;
        hikari.setMaximumPoolSize(size);
        hikari.setMinimumIdle(minIdle(size));
        hikari.setConnectionTimeout(
                Math.min(WAIT_SLICE.toMillis(), pool.acquireTimeout().toMillis()));
        hikari.setIdleTimeout(pool.idleTimeout().toMillis());
        hikari.setMaxLifetime(pool.maxLifetime().toMillis());
        hikari.setKeepaliveTime(pool.keepalive().toMillis());
        hikari.setValidationTimeout(VALIDATION_LIMIT.toMillis());
        hikari.setInitializationFailTimeout(-1);
        hikari.setExceptionOverride(new SqlStateEviction(plans));
        return new PoolGeneration(number, new HikariDataSource(hikari));
    }
}
