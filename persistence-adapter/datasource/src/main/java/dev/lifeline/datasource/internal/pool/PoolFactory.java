package dev.lifeline.datasource.internal.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.internal.jdbc.Borrowers;
import dev.lifeline.datasource.internal.operation.RecoveryGate;
import java.time.Duration;

/** Makes pools of connections, also while the database is down. Safe for use by several threads. */
public final class PoolFactory {
    /** HikariCP's floor; a healthy server answers in far less. */
    private static final Duration VALIDATION_LIMIT = Duration.ofSeconds(1);

    /** The same for every generation, so that whoever watches threads and logs sees one pool. */
    private static final String NAME = "lifeline-pool";

    /** How much later than the sentinel the driver itself gives up waiting for the server. */
    private static final Duration LAST_RESORT = Duration.ofSeconds(10);

    /** After which a caller that queues looks around: is there an outage, is another pool in use? */
    private static final Duration WAIT_SLICE = Duration.ofMillis(500);

    /** Connections that are kept even if nobody needs them, so that the first callers after a pause don't wait. */
    private static final int MIN_IDLE = 2;

    private final DatabaseConfig config;
    private final PostgresConnector connector;
    private final RecoveryGate reachable;
    private final Runnable suspicion;
    private final Borrowers borrowers;
    private final int readLimitMillis;
    private final PlanEpoch plans = new PlanEpoch();

    /**
     * @param reachable closed while no connection can be made
     * @param suspicion run whenever a connection cannot be made; must not block
     * @param borrowers told of every connection
     */
    public PoolFactory(
            DatabaseConfig config,
            PostgresConnector connector,
            RecoveryGate reachable,
            Runnable suspicion,
            Borrowers borrowers) {
        this.config = config;
        this.readLimitMillis = readLimitMillis(config);
        this.connector = connector;
        this.reachable = reachable;
        this.suspicion = suspicion;
        this.borrowers = borrowers;
    }

    /** Returns which threads hold connections of any pool of this factory. */
    Borrowers borrowers() {
        return borrowers;
    }

    /** Returns how often prepared statements were found to be out of date, in any pool of this factory. */
    PlanEpoch plans() {
        return plans;
    }

    /** How long a read of an operation may take. Where there is no sentinel, nothing else keeps its deadline. */
    int readLimitMillis() {
        return readLimitMillis;
    }

    private static int readLimitMillis(DatabaseConfig config) {
        Duration deadline = config.operationDeadline();
        Duration limit = config.watch().enabled() ? deadline.plus(LAST_RESORT) : deadline;
        return (int) limit.toMillis();
    }

    /** A fresh pool. Does not block: its first connections are made in the background. */
    PoolGeneration open(long number) {
        PoolConfig pool = config.pool();
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName(NAME);
        hikari.setDataSource(new GatedConnectionSource(connector, reachable, suspicion, borrowers));
        hikari.setMaximumPoolSize(pool.maxSize());
        hikari.setMinimumIdle(Math.min(MIN_IDLE, pool.maxSize()));
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
