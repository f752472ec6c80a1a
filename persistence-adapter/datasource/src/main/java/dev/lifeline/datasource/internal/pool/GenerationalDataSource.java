package dev.lifeline.datasource.internal.pool;

import dev.lifeline.datasource.internal.failure.OperationCancelledException;
import dev.lifeline.datasource.internal.failure.PoolExhaustedException;
import dev.lifeline.datasource.internal.jdbc.Lease;
import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.ConnectionLender;
import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.domain.time.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Source of callers' connections, from the current pool. Lends them while the gate is open, and waits for its opening
 * otherwise. Safe for use by several threads.
 */
public final class GenerationalDataSource extends ConnectionSource implements ConnectionLender, AutoCloseable {
    private final PoolGenerations pools;
    private final PoolFactory factory;
    private final CallerGate gate;
    private final Runnable suspicion;
    private final Ticker ticker;
    private final Duration acquireTimeout;
    private final RecoveryPriority priority;
    private final ConnectionCheckout checkout;

    /**
     * @param pools closed together with this source
     * @param factory which made the pools
     * @param gate gate at which callers wait before they get a connection
     * @param suspicion runs when the pool has no connection although it is not full, or when a connection leads to a
     *     server in an unexpected role; must not block
     * @param acquireTimeout longest time for which a caller waits for a connection
     */
    public GenerationalDataSource(
            PoolGenerations pools,
            PoolFactory factory,
            CallerGate gate,
            Runnable suspicion,
            Ticker ticker,
            Duration acquireTimeout) {
        this.pools = pools;
        this.factory = factory;
        this.gate = gate;
        this.suspicion = suspicion;
        this.ticker = ticker;
        this.acquireTimeout = acquireTimeout;
        this.priority = new RecoveryPriority(factory.borrowers(), ticker);
        this.checkout = new ConnectionCheckout(factory, pools::isReadOnlyExpected, suspicion);
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
        return pools.measured(() -> next(deadline, lease, wait, first));
    }

    private Connection next(Deadline deadline, Lease lease, GateWait wait, boolean first) throws SQLException {
        try (NestedWait nested = new NestedWait(factory.borrowers())) {
            while (true) {
                OperationCancelledException.throwIfCancelled();
                if (gate.isClosed()) {
                    wait.pass(deadline.left());
                }
                if (!first && priority.gaveWay(deadline)) {
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
     * Returns a connection, or null if the caller has to try again: the pool had none in time, or has been replaced.
     */
    private @Nullable Connection fromPool(Deadline deadline, Lease lease, NestedWait nested) throws SQLException {
        PoolGeneration generation = pools.current();
        try {
            return checkout.next(generation, lease);
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

    /** Reports a suspicion if the pool is not full and yet has no connection: logins fail or take too long. */
    private void suspectUnlessFull(SQLException e) {
        if (!(e instanceof PoolExhaustedException) && !gate.isClosed()) {
            suspicion.run();
        }
    }

    /** Ignores the failure if the pool was replaced and closed concurrently: its successor is used then. */
    private void requireSuccessor(PoolGeneration generation, SQLException e) throws SQLException {
        if (!generation.isClosed() || generation == pools.current()) {
            throw e;
        }
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

    /** Closes the pools: waits a few seconds for work in progress, then closes its connections. */
    @Override
    public void close() {
        pools.close();
        checkout.close();
    }
}
