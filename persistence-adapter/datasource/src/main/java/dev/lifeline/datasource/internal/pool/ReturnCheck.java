package dev.lifeline.datasource.internal.pool;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides whether a returned connection may be used again. Costs three field reads if nothing has to be cleaned up.
 * Safe for use by several threads.
 */
final class ReturnCheck implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ReturnCheck.class.getName());

    /** Longest duration of a verification; a healthy server answers in much less. */
    private static final Duration PROOF_LIMIT = Duration.ofSeconds(2);

    private static final String IN_FAILED_TRANSACTION = "25P02";

    /** Maximum number of concurrent verifications; beyond it, connections are closed without one. */
    private static final int MOST_PROOFS = 8;

    private final AtomicLong questions = new AtomicLong();

    /**
     * Separate threads, because the driver waits indefinitely while a COPY is open, and only an interrupt ends that
     * wait.
     */
    private final ExecutorService threads;

    ReturnCheck(ThreadFactory factory) {
        threads = new ThreadPoolExecutor(0, MOST_PROOFS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /**
     * Rolls back open work of the borrower and resets the session. Blocks for one round trip if there is something to
     * reset, and for at most 2 s if the borrower used the driver's connection.
     *
     * @param pooled the pool's proxy of the connection
     * @return false if the connection could not be verified as clean
     */
    boolean cleanUp(Connection pooled, CheckedConnection connection) {
        try {
            if (connection.isClosed()) {
                return false;
            }
            return connection.isExposed()
                    ? isTrueInTime(() -> isProved(connection)) && isKnownToBeReset(pooled)
                    : isSettled(pooled, connection);
        } catch (SQLException e) {
            LOG.log(DEBUG, "Closing a returned connection that could not be reset", e);
            return false;
        }
    }

    /**
     * Cleans up a connection that was used only through JDBC. A connection with a transaction that was started with SQL
     * in autocommit mode is closed.
     */
    private boolean isSettled(Connection pooled, CheckedConnection connection) throws SQLException {
        if (connection.hasTransaction()) {
            if (pooled.getAutoCommit()) {
                return false;
            }
            pooled.rollback();
        }
        if (!connection.isSessionChanged()) {
            return connection.isAtRest();
        }
        return isKnownToBeReset(pooled) && connection.resetSession(newQuestion()) && connection.isAtRest();
    }

    /** Enables autocommit through the pool's proxy, so that the pool does not roll back. */
    private static boolean isKnownToBeReset(Connection pooled) throws SQLException {
        pooled.setAutoCommit(true);
        return true;
    }

    private String newQuestion() {
        return "lifeline-" + questions.incrementAndGet();
    }

    /**
     * Verifies inside the current transaction that driver and server are in sync, for a caller that continues with the
     * transaction. Blocks for at most 2 s.
     *
     * @return false if that could not be verified
     */
    boolean isInStep(CheckedConnection connection) {
        return isTrueInTime(() -> hasAnswer(connection));
    }

    /** Returns whether the server answers. An error is an answer, too, if the transaction has failed. */
    private boolean hasAnswer(CheckedConnection connection) throws SQLException {
        try {
            return connection.answers(newQuestion());
        } catch (SQLException e) {
            if (connection.hasFailedTransaction() && IN_FAILED_TRANSACTION.equals(e.getSQLState())) {
                return true;
            }
            throw e;
        }
    }

    private boolean isTrueInTime(Callable<Boolean> question) {
        Future<Boolean> proof;
        try {
            proof = threads.submit(question);
        } catch (RejectedExecutionException e) {
            return false;
        }
        try {
            return proof.get(PROOF_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(DEBUG, "Closing a returned connection that is out of sync with the server", e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            proof.cancel(true);
        }
    }

    private boolean isProved(CheckedConnection connection) throws SQLException {
        Connection driver = connection.driver();
        int limit = driver.getNetworkTimeout();
        driver.setNetworkTimeout(Runnable::run, (int) PROOF_LIMIT.toMillis());
        if (connection.hasTransaction()) {
            if (driver.getAutoCommit()) {
                return false;
            }
            driver.rollback();
        }
        boolean inStep = connection.resetSession(newQuestion());
        driver.setNetworkTimeout(Runnable::run, limit);
        return inStep && connection.isAtRest();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
