package dev.lifeline.datasource.internal.pool;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.datasource.internal.failure.PoolExhaustedException;
import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import dev.lifeline.datasource.internal.jdbc.Lease;
import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.ConnectionLender;
import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.time.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections that callers get, from whichever pool is in use. A fresh pool takes over in one step; work on the old one
 * is left to finish. Safe for use by several threads, but {@link #replace} is for one at a time.
 */
public final class GenerationalDataSource extends ConnectionSource implements ConnectionLender, Pools, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GenerationalDataSource.class.getName());
    private static final Duration PROOF_LIMIT = Duration.ofSeconds(5);

    private final PoolFactory factory;
    private final CallerGate gate;
    private final IntSupplier queue;
    private final Runnable suspicion;
    private final Ticker ticker;
    private final Duration acquireTimeout;
    private final PoolDrain drain;
    private final ReturnCheck check = new ReturnCheck();
    private volatile PoolGeneration current;
    private volatile boolean readOnlyExpected;
    private boolean ended;

    /**
     * Opens the first pool.
     *
     * @param gate where callers wait before they get a connection
     * @param queue how many wait for one in front of the pool
     * @param suspicion run when the pool has no connection to give although it is not full, or when one leads to a server in
     *     another role than expected; must not block
     * @param acquireTimeout how long a caller queues for a connection, while there is no outage
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
        this.drain = new PoolDrain(ticker);
        this.current = factory.open(1);
    }

    /** Waits for at most the acquire timeout, for the end of an outage and for a free connection together. */
    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(acquireTimeout);
    }

    /** Does what {@link #getConnection()} does, within another limit. */
    public Connection getConnection(Duration acquireLimit) throws SQLException {
        Deadline deadline = Deadline.in(acquireLimit, ticker);
        return borrow(deadline, Lease.OF_CALLER, limit -> gate.passFor(limit));
    }

    @Override
    public Connection borrow(Deadline deadline) throws SQLException {
        Deadline acquire = Deadline.in(deadline.atMost(acquireTimeout), ticker);
        return borrow(acquire, Lease.until(deadline.end()), gate::pass);
    }

    /** Waits at the gate. */
    @FunctionalInterface
    private interface GateWait {
        void pass(Duration limit) throws SQLException;
    }

    private Connection borrow(Deadline deadline, Lease lease, GateWait wait) throws SQLException {
        try (NestedWait nested = new NestedWait(factory.borrowers())) {
            while (true) {
                if (gate.isClosed()) {
                    wait.pass(deadline.left());
                }
                @Nullable Connection ready = fromPool(deadline, lease, nested);
                if (ready != null) {
                    return ready;
                }
            }
        }
    }

    /** Returns a connection, or null if there was none this time: another pool may have taken over, or an outage have begun. */
    private @Nullable Connection fromPool(Deadline deadline, Lease lease, NestedWait nested) throws SQLException {
        PoolGeneration generation = current;
        try {
            return ready(generation, lease);
        } catch (SQLTransientConnectionException e) {
            suspectUnlessFull(e);
            if (deadline.isOver()) {
                throw e;
            }
            nested.goOn();
        } catch (SQLException e) {
            requireSuccessor(generation, e);
        }
        return null;
    }

    /** Returns the next connection, or null if it was not at rest and is closed. */
    private @Nullable Connection ready(PoolGeneration generation, Lease lease) throws SQLException {
        Connection pooled = generation.connection();
        CheckedConnection physical = CheckedConnection.under(pooled);
        if (isReady(physical)) {
            noteRole(physical);
            physical.lend(lease, factory.readLimitMillis());
            return new BorrowedConnection(pooled, physical, generation, check);
        }
        generation.discard(pooled, physical);
        return null;
    }

    /** Costs no round trip, unless a table was changed under prepared statements. */
    private boolean isReady(CheckedConnection connection) {
        try {
            if (connection.isAtRest()) {
                connection.forgetPlansBefore(factory.plans().now());
                return true;
            }
        } catch (SQLException e) {
            LOG.log(DEBUG, "A pooled connection could not forget its prepared statements, and is closed", e);
        }
        return false;
    }

    /** The server reports its role by itself, so that this costs no round trip. */
    private void noteRole(CheckedConnection connection) {
        boolean standby = "on".equals(connection.driver().getParameterStatus("in_hot_standby"));
        if (standby && !readOnlyExpected) {
            suspicion.run();
        }
    }

    /** Says whether it would be no surprise to meet a server that refuses writes. */
    @Override
    public void expectReadOnly(boolean expected) {
        readOnlyExpected = expected;
    }

    /** A pool that has room and no connection to give shows that logins fail, or take too long. */
    private void suspectUnlessFull(SQLException e) {
        if (!(e instanceof PoolExhaustedException) && !gate.isClosed()) {
            suspicion.run();
        }
    }

    /** The pool may have been replaced and closed between our look and our call: then its successor serves. */
    private void requireSuccessor(PoolGeneration generation, SQLException e) throws SQLException {
        if (!generation.isClosed() || generation == current) {
            throw e;
        }
    }

    @Override
    public void replace(BooleanSupplier wanted) throws SQLException {
        drain.closeWhenDone(takeOver(proven(), wanted));
    }

    /** Requests in a row do not add up to many pools: while an earlier one is in use, connections are replaced one by one. */
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
        PoolGeneration fresh = factory.open(current.number() + 1);
        try {
            fresh.prove(ticker, PROOF_LIMIT);
        } catch (SQLException e) {
            drain.closeWhenDone(fresh);
            throw e;
        }
        return fresh;
    }

    /** The pool that is of no use any more: the old one, or the fresh one if everything ended meanwhile. */
    private synchronized PoolGeneration takeOver(PoolGeneration fresh, BooleanSupplier wanted) {
        if (ended || !wanted.getAsBoolean()) {
            return fresh;
        }
        PoolGeneration old = current;
        current = fresh;
        return old;
    }

    /** Lets go of all connections of the pool in use, each as soon as nobody holds it. */
    @Override
    public void condemnConnections() {
        current.condemnConnections();
    }

    /** Which pool is in use: 1 for the first. */
    @Override
    public long generation() {
        return current.number();
    }

    /** How the pool in use is used, with the queue in front of it. */
    @Override
    public PoolOccupancy occupancy() {
        PoolOccupancy pool = current.occupancy();
        return new PoolOccupancy(pool.active(), pool.idle(), pool.waiting() + queue.getAsInt(), pool.max());
    }

    /** Ends all pools: waits a few seconds for work under way, then cuts it. */
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
    }
}
