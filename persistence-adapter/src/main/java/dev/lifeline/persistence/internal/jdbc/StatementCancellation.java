package dev.lifeline.persistence.internal.jdbc;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.persistence.internal.failure.CallerGoneException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Cancels what runs on a borrowed connection when its caller is gone: until COMMIT is sent or the connection is returned. The
 * server may receive a cancel request between two statements, and ignores it then; so the request is repeated. Costs one lock
 * for each borrowed connection and each COMMIT, and nothing without a {@link CallerCancellation}. Safe for use by several threads.
 */
public final class StatementCancellation {
    private static final System.Logger LOG = System.getLogger(StatementCancellation.class.getName());
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(250);
    private static final int MOST_REQUESTS = 40;

    /** Longer than a request takes while the server is well. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(2);

    private final CheckedConnection connection;
    private final Executor requests;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean over;
    private volatile boolean fired;
    private CallerCancellation.Registration registration = () -> {};

    /**
     * @param requests runs the cancel requests, each of which is a connection to the server; must not block the caller
     */
    public StatementCancellation(CheckedConnection connection, Executor requests) {
        this.connection = connection;
        this.requests = requests;
    }

    /** Cancels from now on what the calling thread's caller runs on the connection. */
    public void begin() {
        registration = CallerCancellation.current().onCancel(this::fire);
    }

    private void fire() {
        fired = true;
        requests.execute(this::requestUntilOver);
    }

    private void requestUntilOver() {
        lock.lock();
        try {
            for (int i = 0; i < MOST_REQUESTS && !over; i++) {
                connection.driver().cancelQuery(); // the lock keeps the next borrower away meanwhile
                long unused = changed.awaitNanos(BETWEEN_REQUESTS.toNanos());
            }
        } catch (SQLException e) {
            LOG.log(DEBUG, "A statement whose caller is gone could not be cancelled", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends cancellation, since COMMIT is sent next.
     *
     * @throws CallerGoneException if the caller is gone: then COMMIT must not be sent
     */
    void beforeCommit() throws CallerGoneException {
        registration.close();
        if (fired) {
            throw new CallerGoneException();
        }
    }

    /**
     * Ends cancellation. Blocks for at most 2 s, while a cancel request is under way.
     *
     * @return whether no request can reach a later statement, unless it was sent already
     */
    public boolean end() {
        registration.close();
        if (!fired) {
            return true;
        }
        over = true;
        try {
            if (!lock.tryLock(LONGEST_REQUEST.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether a cancel request was made, which may still be on its way within the server. */
    public boolean isFired() {
        return fired;
    }
}
