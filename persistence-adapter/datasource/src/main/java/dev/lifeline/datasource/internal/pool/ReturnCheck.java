package dev.lifeline.datasource.internal.pool;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.datasource.internal.jdbc.CheckedConnection;
import dev.lifeline.datasource.internal.thread.DaemonThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides whether a connection that a borrower returns may be used again. Costs three reads of fields while nothing is left
 * to clean up. Safe for use by several threads.
 */
final class ReturnCheck implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ReturnCheck.class.getName());

    /** How long the proof may take; a healthy server answers in far less. */
    private static final Duration PROOF_LIMIT = Duration.ofSeconds(2);

    private static final String IN_FAILED_TRANSACTION = "25P02";

    /** How many proofs may be under way; beyond that connections are closed without one. */
    private static final int MOST_PROOFS = 8;

    private final AtomicLong questions = new AtomicLong();

    /** The driver waits without a bound while a COPY is open, and only an interrupt ends that: never the caller's thread. */
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, MOST_PROOFS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), DaemonThreads.called("return-check"));

    /**
     * Ends what the borrower left under way, and undoes what it left in the session. Blocks for one round trip if there is
     * something of the kind; for at most 2 s if the borrower used the driver's own connection.
     *
     * @param pooled the pool's proxy of it
     * @return false if it could not be proven to be at rest
     */
    boolean bringToRest(Connection pooled, CheckedConnection connection) {
        try {
            if (connection.isClosed()) {
                return false;
            }
            return connection.isExposed()
                    ? isTrueInTime(() -> isProved(connection)) && isKnownToBeReset(pooled)
                    : isSettled(pooled, connection);
        } catch (SQLException e) {
            LOG.log(DEBUG, "A returned connection could not be brought to rest, and is closed", e);
            return false;
        }
    }

    /** A transaction that was begun by SQL in autocommit mode ends with the connection. */
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

    /** Autocommit is on for the pool as well, which would try to roll back otherwise. */
    private static boolean isKnownToBeReset(Connection pooled) throws SQLException {
        pooled.setAutoCommit(true);
        return true;
    }

    private String newQuestion() {
        return "lifeline-" + questions.incrementAndGet();
    }

    /**
     * Asks in the transaction under way whether driver and server are in step, on behalf of a caller that goes on with it. Blocks for
     * at most 2 s.
     *
     * @return false if that could not be proven
     */
    boolean isInStep(CheckedConnection connection) {
        return isTrueInTime(() -> hasAnswer(connection));
    }

    /** The server refuses every question in a failed transaction, and that is an answer too. */
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
            LOG.log(DEBUG, "A returned connection is not in step with the server, and is closed", e);
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
