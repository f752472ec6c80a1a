package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.internal.failure.NestedBorrowException;
import dev.lifeline.datasource.internal.failure.OperationCancelledException;
import dev.lifeline.datasource.internal.failure.PoolExhaustedException;
import dev.lifeline.datasource.internal.jdbc.Borrowers;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.connection.OperationEvent.Waited;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Queue in front of the pool. Admits as many callers as there are connections; a limited number of further callers wait
 * here. A waiting caller costs one queue entry; inside HikariCP it would wake up periodically, and the number of
 * waiting callers would be unlimited. Safe for use by several threads.
 */
public final class Admission {
    private final Semaphore places;
    private final int maxWaiting;
    private final Duration longestWait;
    private final Ticker ticker;
    private final OperationTracer tracer;
    private final Borrowers borrowers;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param places number of callers that are admitted at a time
     * @param maxWaiting number of callers that may wait; further callers are refused at once
     * @param longestWait time after which a waiting caller is refused
     * @param tracer receives each wait
     * @param borrowers knows which threads hold a connection
     */
    public Admission(
            int places,
            int maxWaiting,
            Duration longestWait,
            Ticker ticker,
            OperationTracer tracer,
            Borrowers borrowers) {
        this.places = new Semaphore(places);
        this.maxWaiting = maxWaiting;
        this.longestWait = longestWait;
        this.ticker = ticker;
        this.tracer = tracer;
        this.borrowers = borrowers;
    }

    /**
     * Admits the caller, until it calls {@link #leave}. Waits in order of arrival, for at most the longest wait and not
     * beyond the deadline.
     *
     * @throws PoolExhaustedException if the caller was not admitted in time, or too many callers are waiting
     * @throws NestedBorrowException if the thread holds a connection, and all other connections are held by threads in
     *     the same situation
     * @throws OperationCancelledException if the caller hung up while it waited
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    public void enter(Deadline deadline)
            throws PoolExhaustedException, NestedBorrowException, OperationCancelledException, InterruptedException {
        if (places.tryAcquire()) {
            return;
        }
        if (!borrowers.includeThisThread()) {
            queue(deadline);
            return;
        }
        borrowers.beginWait();
        try {
            queue(deadline);
        } finally {
            borrowers.endWait();
        }
    }

    /** Returns whether the calling thread holds a connection. Other callers must not depend on such a thread. */
    public boolean isNested() {
        return borrowers.includeThisThread();
    }

    private void queue(Deadline deadline)
            throws PoolExhaustedException, OperationCancelledException, InterruptedException {
        join();
        long began = ticker.nanos();
        boolean admitted = false;
        try {
            long limit = deadline.atMost(longestWait).toNanos();
            admitted = CancellableWait.run(() -> places.tryAcquire(limit, TimeUnit.NANOSECONDS));
        } finally {
            quit(Duration.ofNanos(ticker.nanos() - began), !admitted);
        }
        if (!admitted) {
            throw new PoolExhaustedException();
        }
    }

    /**
     * Counts a caller that waits in another queue, until it calls {@link #quit}.
     *
     * @throws PoolExhaustedException if too many callers are waiting
     */
    public void join() throws PoolExhaustedException {
        if (waiting.incrementAndGet() > maxWaiting) {
            quit(Duration.ZERO, true);
            throw new PoolExhaustedException();
        }
    }

    /**
     * Ends the wait of a caller that {@link #join joined}.
     *
     * @param waited length of the wait
     * @param inVain whether the caller gave up
     */
    public void quit(Duration waited, boolean inVain) {
        waiting.decrementAndGet();
        tracer.on(new Waited(Wait.CONNECTION, waited, inVain));
    }

    /** Ends the admission of a caller. */
    public void leave() {
        places.release();
    }

    /** Returns the number of waiting callers. */
    public int waiting() {
        return waiting.get();
    }
}
