package dev.lifeline.datasource.internal.jdbc;

import static java.lang.System.Logger.Level.DEBUG;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.jdbc.PgConnection;

/**
 * Asks the server repeatedly to cancel the current statement of one connection, because the server ignores a request
 * that arrives between two statements. Ends after 40 requests, which is 10 s if the server replies at once. Safe for
 * use by several threads.
 */
final class CancelRequests implements Runnable {
    private static final System.Logger LOG = System.getLogger(CancelRequests.class.getName());
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(250);
    private static final int MOST_REQUESTS = 40;

    /** Time limit for one request, longer than it takes on a healthy server. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(2);

    private final PgConnection driver;
    private final ScheduledExecutorService threads;

    /**
     * Held while a request is in flight, so that the next borrower of the connection waits for the end of the request.
     */
    private final ReentrantLock underWay = new ReentrantLock();

    private volatile boolean ended;
    private int sent;

    CancelRequests(PgConnection driver, ScheduledExecutorService threads) {
        this.driver = driver;
        this.threads = threads;
    }

    /** Sends one request, and schedules the next one. */
    @Override
    public void run() {
        underWay.lock();
        try {
            if (!ended && sent++ < MOST_REQUESTS) {
                send();
                var unused = threads.schedule(this, BETWEEN_REQUESTS.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            underWay.unlock();
        }
    }

    private void send() {
        try {
            driver.cancelQuery();
        } catch (SQLException e) {
            LOG.log(DEBUG, "A cancel request failed; it is repeated", e);
        }
    }

    /**
     * Ends the requests. Blocks for at most 2 s.
     *
     * @return false if a request is still in flight
     */
    boolean end() {
        ended = true;
        try {
            if (underWay.tryLock(LONGEST_REQUEST.toMillis(), TimeUnit.MILLISECONDS)) {
                underWay.unlock();
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
