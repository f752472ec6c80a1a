package dev.lifeline.datasource.internal.pool;

import static java.lang.System.Logger.Level.DEBUG;

import com.zaxxer.hikari.HikariConfigMXBean;
import dev.lifeline.datasource.config.DatabaseConfig;
import dev.lifeline.datasource.internal.failure.OperationCancelledException;
import dev.lifeline.datasource.internal.failure.PoolExhaustedException;
import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import dev.lifeline.datasource.internal.jdbc.Lease;
import dev.lifeline.datasource.internal.jdbc.StatementCancellation;
import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.ConnectionLender;
import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.datasource.internal.thread.SourceName;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.time.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Source of callers' connections, from the current pool. A new pool replaces the current one atomically; work on the
 * old pool may finish. Safe for use by several threads, except that {@link #replace} is for one thread at a time.
 */
public final class GenerationalDataSource extends ConnectionSource implements ConnectionLender, Pools, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GenerationalDataSource.class.getName());
    private static final Duration PROOF_LIMIT = Duration.ofSeconds(5);

    /** Time after which a caller that gives way checks for an outage and for its cancellation. */
    private static final Duration GIVING_WAY = Duration.ofMillis(500);

    /** A cancel request takes milliseconds while the server is healthy. */
    private static final int CANCEL_THREADS = 2;

    private final PoolFactory factory;
    private final CallerGate gate;
    private final IntSupplier queue;
    private final Runnable suspicion;
    private final Ticker ticker;
    private final Duration acquireTimeout;
    private final RecoveryPriority priority;
    private final PoolDrain drain;
    private final ReturnCheck check;
    private final ScheduledExecutorService cancelRequests;
    private final @Nullable PoolMetrics metrics;
    private volatile PoolGeneration current;
    private volatile boolean readOnlyExpected;
    private boolean ended;

    /**
     * Opens the first pool.
     *
     * @param gate gate at which callers wait before they get a connection
     * @param queue returns the number of callers that wait in front of the pool
     * @param suspicion runs when the pool has no connection although it is not full, or when a connection leads to a
     *     server in an unexpected role; must not block
     * @param acquireTimeout longest time for which a caller waits for a connection
     */
    public GenerationalDataSource(
            PoolFactory factory,
            CallerGate gate,
            IntSupplier queue,
            Runnable suspicion,
            Ticker ticker,
            Duration acquireTimeout) {
        this.factory = factory;
        this.gate = gate;
        this.queue = queue;
        this.suspicion = suspicion;
        this.ticker = ticker;
        this.acquireTimeout = acquireTimeout;
        this.priority = new RecoveryPriority(ticker);
        SourceName name = factory.name();
        this.drain = new PoolDrain(ticker, name.threads("drain"));
        this.check = new ReturnCheck(name.threads("return-check"));
        this.cancelRequests = name.scheduled("cancel-request", CANCEL_THREADS);
        DatabaseConfig config = factory.config();
        this.metrics = PoolMetrics.register(
                config.reports().metricRegistry(), name.pool(), config.pool().minIdle(), this::demand);
        this.current = factory.open(1, metrics);
    }

    /**
     * Returns a connection. Waits for the end of an outage and for a free connection, together for at most the acquire
     * timeout.
     */
    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(acquireTimeout);
    }

    /** Returns a connection like {@link #getConnection()}, within another limit. */
    public Connection getConnection(Duration acquireLimit) throws SQLException {
        return borrow(Deadline.in(acquireLimit, ticker), Lease.OF_CALLER, limit -> gate.passFor(limit), false);
    }

    /** Returns a connection for a transaction that has lost its own, before those that have none yet. */
    public Connection getAnother(Duration acquireLimit) throws SQLException {
        Deadline deadline = Deadline.in(acquireLimit, ticker);
        return priority.first(() -> borrow(deadline, Lease.OF_CALLER, limit -> gate.passFor(limit), true));
    }

    @Override
    public Connection borrow(Deadline deadline) throws SQLException {
        Deadline acquire = Deadline.in(deadline.atMost(acquireTimeout), ticker);
        return borrow(acquire, Lease.until(deadline.end()), gate::pass, false);
    }

    /** Waits at the gate, up to a limit. */
    @FunctionalInterface
    private interface GateWait {
        void pass(Duration limit) throws SQLException;
    }

    private Connection borrow(Deadline deadline, Lease lease, GateWait wait, boolean first) throws SQLException {
        return metrics == null
                ? next(deadline, lease, wait, first)
                : metrics.measured(() -> next(deadline, lease, wait, first), ticker);
    }

    private Connection next(Deadline deadline, Lease lease, GateWait wait, boolean first) throws SQLException {
        try (NestedWait nested = new NestedWait(factory.borrowers())) {
            while (true) {
                OperationCancelledException.throwIfCancelled();
                if (gate.isClosed()) {
                    wait.pass(deadline.left());
                }
                if (!first && givesWay(deadline)) {
                    continue;
                }
                @Nullable Connection ready = fromPool(deadline, lease, nested);
                if (ready != null) {
                    return ready;
                }
            }
        }
    }

    /**
     * Waits for a while if transactions that have lost their connection wait for another one. A thread that holds a
     * connection does not: they may wait for that one.
     *
     * @return whether there were such transactions
     */
    private boolean givesWay(Deadline deadline) {
        if (!priority.isTaken() || deadline.isOver() || factory.borrowers().includeThisThread()) {
            return false;
        }
        priority.giveWay(deadline.atMost(GIVING_WAY));
        return !Thread.currentThread().isInterrupted();
    }

    /**
     * Returns a connection, or null if the caller has to try again: the pool had none in time, or has been replaced.
     */
    private @Nullable Connection fromPool(Deadline deadline, Lease lease, NestedWait nested) throws SQLException {
        PoolGeneration generation = current;
        try {
            return ready(generation, lease);
        } catch (SQLTransientConnectionException e) {
            suspectUnlessFull(e);
            if (deadline.isOver()) {
                throw e;
            }
            nested.registerIfNested();
        } catch (SQLException e) {
            requireSuccessor(generation, e);
        }
        return null;
    }

    /** Returns the next connection, or null if it was not clean and was closed. */
    private @Nullable Connection ready(PoolGeneration generation, Lease lease) throws SQLException {
        Connection pooled = generation.connection();
        CheckedConnection physical = CheckedConnection.under(pooled);
        if (isReady(physical)) {
            noteRole(physical);
            int loan = physical.lend(lease, factory.readLimitMillis());
            return new BorrowedConnection(
                    pooled, physical, loan, generation, check, StatementCancellation.begin(physical, cancelRequests));
        }
        generation.discard(pooled, physical);
        return null;
    }

    /**
     * Returns whether the connection is clean. Costs no round trip, unless a table was altered under prepared
     * statements.
     */
    private boolean isReady(CheckedConnection connection) {
        try {
            if (connection.isAtRest()) {
                connection.forgetPlansBefore(factory.plans().now());
                return true;
            }
        } catch (SQLException e) {
            LOG.log(DEBUG, "Closing a pooled connection whose prepared statements could not be discarded", e);
        }
        return false;
    }

    /** Detects a server in the wrong role. The server reports its role unasked, so this costs no round trip. */
    private void noteRole(CheckedConnection connection) {
        boolean standby = "on".equals(connection.driver().getParameterStatus("in_hot_standby"));
        if (standby && !readOnlyExpected) {
            suspicion.run();
        }
    }

    /** Sets whether a server that rejects writes is expected. */
    @Override
    public void expectReadOnly(boolean expected) {
        readOnlyExpected = expected;
    }

    /** Reports a suspicion if the pool is not full and yet has no connection: logins fail or take too long. */
    private void suspectUnlessFull(SQLException e) {
        if (!(e instanceof PoolExhaustedException) && !gate.isClosed()) {
            suspicion.run();
        }
    }

    /** Ignores the failure if the pool was replaced and closed concurrently: its successor is used then. */
    private void requireSuccessor(PoolGeneration generation, SQLException e) throws SQLException {
        if (!generation.isClosed() || generation == current) {
            throw e;
        }
    }

    @Override
    public void replace(BooleanSupplier wanted) throws SQLException {
        drain.closeWhenDone(takeOver(proven(), wanted));
    }

    /**
     * Avoids many pools after repeated requests: while an earlier pool is in use, connections are replaced one by one.
     */
    @Override
    public boolean renew(BooleanSupplier wanted) throws SQLException {
        if (drain.isAtWork()) {
            condemnConnections();
            return false;
        }
        drain.closeWhenDone(takeOver(proven(), wanted));
        return true;
    }

    private PoolGeneration proven() throws SQLException {
        PoolGeneration fresh = factory.open(current.number() + 1, metrics);
        boolean proven = false;
        try {
            fresh.prove(ticker, PROOF_LIMIT);
            proven = true;
        } finally {
            if (!proven) {
                drain.closeWhenDone(fresh);
            }
        }
        return fresh;
    }

    /**
     * Installs the new pool and returns the pool to close: the old one, or the new one if the data source was closed or
     * the replacement is no longer wanted.
     */
    private synchronized PoolGeneration takeOver(PoolGeneration fresh, BooleanSupplier wanted) {
        if (ended || !wanted.getAsBoolean()) {
            return fresh;
        }
        PoolGeneration old = current;
        fresh.resize(factory.settings()); // they may have changed since the pool was opened
        current = fresh;
        return old;
    }

    /** Closes all connections of the current pool, each as soon as it is idle. */
    @Override
    public void condemnConnections() {
        current.condemnConnections();
    }

    /** Changes the maximum size of the pool and of its successors. Does not block. */
    public synchronized void limit(int connections) {
        factory.limit(connections);
        current.resize(factory.settings());
    }

    /**
     * Waits for the end of an outage, without a connection.
     *
     * @throws SQLException if it does not end within the limit
     */
    public void awaitReachable(Duration limit) throws SQLException {
        if (gate.isClosed()) {
            gate.passFor(limit);
        }
    }

    /** Returns the number of the current pool; 1 for the first. */
    @Override
    public long generation() {
        return current.number();
    }

    /** Returns the occupancy of the current pool, including the queue in front of it. */
    @Override
    public PoolOccupancy occupancy() {
        PoolOccupancy pool = current.occupancy();
        return new PoolOccupancy(pool.active(), pool.idle(), pool.waiting() + queue.getAsInt(), pool.max());
    }

    /**
     * Returns the occupancy of the current pool, with all callers that wait for a connection, those at the gate
     * included.
     */
    PoolOccupancy demand() {
        @Nullable PoolGeneration present = current;
        if (present == null) {
            return new PoolOccupancy(0, 0, 0, factory.config().pool().maxSize());
        }
        PoolOccupancy now = occupancy();
        return new PoolOccupancy(now.active(), now.idle(), now.waiting() + gate.waiting(), now.max());
    }

    /** Changes a setting of the current pool and of those to come. */
    synchronized void change(Consumer<HikariConfigMXBean> change) {
        change.accept(factory.settings());
        current.change(change);
    }

    /** Closes all pools: waits a few seconds for work in progress, then closes its connections. */
    @Override
    public void close() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        drain.closeWhenDone(current);
        drain.close();
        check.close();
        cancelRequests.shutdownNow();
        if (metrics != null) {
            metrics.close();
        }
    }
}
