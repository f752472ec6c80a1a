package dev.lifeline.datasource.internal.pool;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import dev.lifeline.datasource.internal.jdbc.Lease;
import dev.lifeline.datasource.internal.jdbc.StatementCancellation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Takes connections out of a pool for borrowers, each only if it is clean. Safe for use by several threads. */
final class ConnectionCheckout implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ConnectionCheckout.class.getName());

    /** A cancel request takes milliseconds while the server is healthy. */
    private static final int CANCEL_THREADS = 2;

    private final PoolFactory factory;
    private final BooleanSupplier readOnlyExpected;
    private final Runnable wrongRole;
    private final ReturnCheck check;
    private final ScheduledExecutorService cancelRequests;

    /**
     * @param readOnlyExpected returns whether a server that rejects writes is expected
     * @param wrongRole runs when a connection leads to such a server unexpectedly; must not block
     */
    ConnectionCheckout(PoolFactory factory, BooleanSupplier readOnlyExpected, Runnable wrongRole) {
        this.factory = factory;
        this.readOnlyExpected = readOnlyExpected;
        this.wrongRole = wrongRole;
        this.check = new ReturnCheck(factory.name().threads("return-check"));
        this.cancelRequests = factory.name().scheduled("cancel-request", CANCEL_THREADS);
    }

    /** Returns the next connection of the pool, or null if it was not clean and was closed. */
    @Nullable
    Connection next(PoolGeneration generation, Lease lease) throws SQLException {
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

    /**
     * Detects a server in the wrong role. The server reports its role without a query, so the check costs no round
     * trip.
     */
    private void noteRole(CheckedConnection connection) {
        boolean standby = "on".equals(connection.driver().getParameterStatus("in_hot_standby"));
        if (standby && !readOnlyExpected.getAsBoolean()) {
            wrongRole.run();
        }
    }

    /** Stops its threads. To be called when no connection is in use any more. */
    @Override
    public void close() {
        check.close();
        cancelRequests.shutdownNow();
    }
}
