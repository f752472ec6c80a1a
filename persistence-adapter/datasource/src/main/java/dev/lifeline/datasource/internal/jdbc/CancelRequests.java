package dev.lifeline.datasource.internal.jdbc;

import static java.lang.System.Logger.Level.DEBUG;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.jdbc.PgConnection;

/**
 * Asks the server to cancel what it runs for one connection, and asks again, since the server ignores a request that
 * comes between two statements. Ends after 40 requests, which is 10 s if the server replies at once. Safe for use by
 * several threads.
 */
final class CancelRequests implements Runnable {
    private static final System.Logger LOG = System.getLogger(CancelRequests.class.getName());
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(250);
    private static final int MOST_REQUESTS = 40;

    /** Longer than a request takes while the server is well. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(2);

    private final PgConnection driver;
    private final ScheduledExecutorService threads;

    /** Held while a request is under way: the connection's next borrower has to wait for its end. */
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
     * @return false if one is still under way
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
