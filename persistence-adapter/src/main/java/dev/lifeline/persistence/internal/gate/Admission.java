package dev.lifeline.persistence.internal.gate;

import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.connection.OperationEvent.Waited;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.internal.failure.NestedBorrowException;
import dev.lifeline.persistence.internal.failure.OperationCancelledException;
import dev.lifeline.persistence.internal.failure.PoolExhaustedException;
import dev.lifeline.persistence.internal.jdbc.Borrowers;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The queue in front of the pool: as many callers go in as there are connections, the others wait here, and only so many of
 * them. Whoever waits here costs a place in a list; inside HikariCP he would cost a look around now and then, and would be
 * out of our reach. Safe for use by several threads.
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
     * @param places how many may be inside at a time
     * @param maxWaiting how many may wait; who comes then is refused at once
     * @param longestWait after which one who waits is refused
     * @param tracer told of each wait
     * @param borrowers which threads hold a connection already
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
     * Takes a place, which is given back with {@link #leave}. Who has to wait does so in the order of arrival.
     *
     * @throws PoolExhaustedException if there was none in time, or too many wait already
     * @throws NestedBorrowException if the thread holds a connection, and all others are held by threads that wait like it
     * @throws OperationCancelledException if the caller no longer wants the result
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    public void enter()
            throws PoolExhaustedException, NestedBorrowException, OperationCancelledException, InterruptedException {
        if (places.tryAcquire()) {
            return;
        }
        if (!borrowers.includeThisThread()) {
            queue();
            return;
        }
        borrowers.beginWait();
        try {
            queue();
        } finally {
            borrowers.endWait();
        }
    }

    /** Returns whether the calling thread holds a connection already, so that others must not have to wait for it. */
    public boolean isNested() {
        return borrowers.includeThisThread();
    }

    private void queue() throws PoolExhaustedException, OperationCancelledException, InterruptedException {
        join();
        long began = ticker.nanos();
        boolean admitted = false;
        try {
            admitted = acquire();
        } finally {
            quit(Duration.ofNanos(ticker.nanos() - began), !admitted);
        }
        if (!admitted) {
            throw new PoolExhaustedException();
        }
    }

    private boolean acquire() throws OperationCancelledException, InterruptedException {
        try {
            return CallerCancellation.current()
                    .interrupting(() -> places.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            OperationCancelledException.throwIfCancelled();
            throw e;
        }
    }

    /**
     * Counts one who waits elsewhere for somebody inside to see to him, and who will {@link #quit}.
     *
     * @throws PoolExhaustedException if too many wait already
     */
    public void join() throws PoolExhaustedException {
        if (waiting.incrementAndGet() > maxWaiting) {
            quit(Duration.ZERO, true);
            throw new PoolExhaustedException();
        }
    }

    /** One who joined waits no longer: his turn came after that time, or he goes in vain. */
    public void quit(Duration waited, boolean inVain) {
        waiting.decrementAndGet();
        tracer.on(new Waited(Wait.CONNECTION, waited, inVain));
    }

    /** Gives a place back. */
    public void leave() {
        places.release();
    }

    /** How many wait for a place. */
    public int waiting() {
        return waiting.get();
    }
}
