package dev.lifeline.persistence.internal.pool;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.connection.PoolOccupancy;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.internal.failure.OperationCancelledException;
import dev.lifeline.persistence.internal.failure.PoolExhaustedException;
import dev.lifeline.persistence.internal.gate.CallerGate;
import dev.lifeline.persistence.internal.jdbc.CheckedConnection;
import dev.lifeline.persistence.internal.jdbc.StatementCancellation;
import dev.lifeline.persistence.internal.thread.Daemons;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections that callers get, from whichever pool is in use. A fresh pool takes over in one step; work on the old one
 * is left to finish. Safe for use by several threads, but {@link #replace} is for one at a time.
 */
public final class GenerationalDataSource extends ConnectionSource implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GenerationalDataSource.class.getName());
    private static final Duration PROOF_LIMIT = Duration.ofSeconds(5);

    /** A cancel request takes milliseconds while the server is well. */
    private static final int CANCEL_THREADS = 2;

    private final PoolFactory factory;
    private final CallerGate gate;
    private final IntSupplier queue;
    private final Runnable suspicion;
    private final Ticker ticker;
    private final Duration acquireTimeout;
    private final PoolDrain drain;
    private final ReturnCheck check = new ReturnCheck();
    private final ScheduledExecutorService cancelRequests = Daemons.scheduled("cancel-request", CANCEL_THREADS);
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
     * @param workLimit how long work on a pool that was replaced may go on
     */
    public GenerationalDataSource(
            PoolFactory factory,
            CallerGate gate,
            IntSupplier queue,
            Runnable suspicion,
            Ticker ticker,
            Duration acquireTimeout,
            Duration workLimit) {
        this.factory = factory;
        this.gate = gate;
        this.queue = queue;
        this.suspicion = suspicion;
        this.ticker = ticker;
        this.acquireTimeout = acquireTimeout;
        this.drain = new PoolDrain(ticker, workLimit);
        this.current = factory.open(1);
    }

    @Override
    public Connection getConnection() throws SQLException {
        gate.pass();
        try (NestedWait nested = new NestedWait(factory.borrowers())) {
            return await(nested);
        }
    }

    private Connection await(NestedWait nested) throws SQLException {
        long end = end();
        while (true) {
            PoolGeneration generation = current;
            OperationCancelledException.throwIfCancelled();
            try {
                @Nullable Connection ready = ready(generation);
                if (ready != null) {
                    return ready;
                }
            } catch (SQLTransientConnectionException e) {
                suspectUnlessFull(e);
                requireTimeLeft(end, e);
                nested.goOn();
            } catch (SQLException e) {
                requireSuccessor(generation, e);
            }
            if (gate.isClosed()) {
                gate.pass();
                end = end();
            }
        }
    }

    /** Returns the next connection, or null if it was not at rest and is closed. */
    private @Nullable Connection ready(PoolGeneration generation) throws SQLException {
        Connection pooled = generation.connection();
        CheckedConnection physical = CheckedConnection.under(pooled);
        if (isReady(physical)) {
            noteRole(physical);
            return new BorrowedConnection(
                    pooled, physical, generation, check, new StatementCancellation(physical, cancelRequests));
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
    public void expectReadOnly(boolean expected) {
        readOnlyExpected = expected;
    }

    private long end() {
        return ticker.nanos() + acquireTimeout.toNanos();
    }

    /** A wait in the pool is short, so that nobody sleeps through an outage that began, or a pool that took over. */
    private void requireTimeLeft(long end, SQLException e) throws SQLException {
        if (!gate.isClosed() && ticker.nanos() - end >= 0) {
            throw e;
        }
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

    /**
     * Puts a fresh, proven pool in the place of the one in use, whose work is left to finish. If the proof fails, nothing
     * changes.
     *
     * @param wanted asked at last: if not, the fresh pool is closed, since the caller was replaced in the meantime
     * @throws SQLException if the fresh pool cannot make a connection within 5 s
     */
    public void replace(BooleanSupplier wanted) throws SQLException {
        drain.closeWhenDone(takeOver(proven(), wanted));
    }

    /**
     * Has all connections replaced by fresh ones on request: by a fresh, proven pool, while work on the old one goes on for as
     * long as it takes. While such work goes on, each connection is replaced when it comes back, so that requests in a row do
     * not add up to many pools.
     *
     * @param wanted as for {@link #replace}
     * @return whether a fresh pool took over
     * @throws SQLException if the fresh pool cannot make a connection within 5 s
     */
    public boolean renew(BooleanSupplier wanted) throws SQLException {
        if (drain.isAtWork()) {
            condemnConnections();
            return false;
        }
        drain.closeWheneverDone(takeOver(proven(), wanted));
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
    public void condemnConnections() {
        current.condemnConnections();
    }

    /** Which pool is in use: 1 for the first. */
    public long generation() {
        return current.number();
    }

    /** How the pool in use is used, with the queue in front of it. */
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
        cancelRequests.shutdownNow();
    }
}
