package dev.lifeline.datasource.internal.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.config.PoolConfig;
import dev.lifeline.datasource.internal.jdbc.Borrowers;
import dev.lifeline.datasource.internal.operation.RecoveryGate;
import dev.lifeline.datasource.internal.thread.SourceName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Creates connection pools, also while the database is down. Safe for use by several threads. */
public final class PoolFactory {
    /** Time after the sentinel's limit at which the driver itself stops waiting for the server. */
    private static final Duration LAST_RESORT = Duration.ofSeconds(10);

    /** Time after which a waiting caller checks for an outage and for a replaced pool. */
    private static final Duration WAIT_SLICE = Duration.ofMillis(500);

    private final DatabaseConfig config;
    private final SourceName name;
    private final HikariConfig template;
    private final Borrowers borrowers;
    private final int readLimitMillis;
    private final PlanEpoch plans = new PlanEpoch();

    /**
     * @param reachable closed while connections cannot be established
     * @param suspicion runs when a connection cannot be established; must not block
     * @param borrowers receives each new connection
     * @param name the same for each generation, so that threads and logs show one pool
     */
    public PoolFactory(
            DatabaseConfig config,
            PostgresConnector connector,
            RecoveryGate reachable,
            Runnable suspicion,
            Borrowers borrowers,
            SourceName name) {
        this.config = config;
        this.name = name;
        this.readLimitMillis = readLimitMillis(config);
        this.borrowers = borrowers;
        this.template = template();
        template.setDataSource(new GatedConnectionSource(connector, reachable, suspicion, borrowers));
    }

    private HikariConfig template() {
        PoolConfig pool = config.pool();
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName(name.pool());
        hikari.setMaximumPoolSize(pool.maxSize());
        hikari.setMinimumIdle(pool.minIdle());
        hikari.setConnectionTimeout(
                Math.min(WAIT_SLICE.toMillis(), pool.acquireTimeout().toMillis()));
        hikari.setIdleTimeout(pool.idleTimeout().toMillis());
        hikari.setMaxLifetime(pool.maxLifetime().toMillis());
        hikari.setKeepaliveTime(pool.keepalive().toMillis());
        hikari.setValidationTimeout(pool.validationTimeout().toMillis());
        hikari.setInitializationFailTimeout(-1);
        hikari.setExceptionOverride(new SqlStateEviction(plans));
        if (!config.session().testQuery().isEmpty()) {
            hikari.setConnectionTestQuery(config.session().testQuery());
        }
        return hikari;
    }

    DatabaseConfig config() {
        return config;
    }

    SourceName name() {
        return name;
    }

    /** Returns the settings of the pools to come; changes do not affect present ones. */
    HikariConfigMXBean settings() {
        return template;
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
        template.setMinimumIdle(Math.min(config.pool().minIdle(), connections));
        template.setMaximumPoolSize(connections);
        borrowers.limit(connections);
    }

    /**
     * Creates a pool. Does not block: the first connections are established in the background.
     *
     * @param metrics of all pools; null for none
     */
    PoolGeneration open(long number, @Nullable PoolMetrics metrics) {
        HikariConfig hikari = new HikariConfig();
        template.copyStateTo(hikari);
        if (metrics != null) {
            hikari.setMetricsTrackerFactory((pool, statistics) -> metrics.ofGeneration());
        }
        return new PoolGeneration(number, new HikariDataSource(hikari));
    }
}
