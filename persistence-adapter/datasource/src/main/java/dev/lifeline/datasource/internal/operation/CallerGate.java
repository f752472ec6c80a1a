package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.internal.failure.GateClosedException;
import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.connection.OperationEvent.Waited;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;

/**
 * Where callers wait through an outage: each as long as callers are held, only so many of them, and not at all once the
 * outage is older than that. Closed at first. Safe for use by several threads.
 */
public final class CallerGate {
    private final RecoveryGate gate = new RecoveryGate();
    private final Ticker ticker;
    private final Duration hold;
    private final int maxWaiting;
    private final Wait what;
    private final OperationTracer tracer;
    private final WaitingCallers callers = new WaitingCallers();
    private volatile long closedSince;
    private volatile FailureReason reason = FailureReason.CONNECTION_TIMEOUT;
    private volatile boolean ended;

    /**
     * A closed gate, as if an outage had begun now.
     *
     * @param hold how long one caller waits at most
     * @param maxWaiting how many may wait at a time; who comes then is refused at once
     * @param what they wait for
     * @param tracer told of each wait
     */
    public CallerGate(Ticker ticker, Duration hold, int maxWaiting, Wait what, OperationTracer tracer) {
        this.ticker = ticker;
        this.hold = hold;
        this.maxWaiting = maxWaiting;
        this.what = what;
        this.tracer = tracer;
        this.closedSince = ticker.nanos();
    }

    /** Lets everybody pass. */
    public void open() {
        gate.open();
    }

    /** Makes everybody wait, or tells those who wait already of another reason. Without effect once the gate has ended. */
    public synchronized void close(FailureReason why) {
        if (ended) {
            return;
        }
        reason = why;
        if (gate.isOpen()) {
            closedSince = ticker.nanos();
            callers.startAnew();
            gate.close();
        }
    }

    /** Refuses everybody from now on, those who wait included. */
    public synchronized void end() {
        reason = FailureReason.SHUTTING_DOWN;
        ended = true;
        gate.open();
    }

    /** Whether everybody is refused, for good. */
    public boolean isEnded() {
        return ended;
    }

    /** Whether somebody who comes now has to wait or is refused. */
    public boolean isClosed() {
        return !gate.isOpen() || ended;
    }

    /** Whether the outage is so old that newcomers are refused at once. */
    public boolean isOverdue() {
        return !gate.isOpen() && ticker.nanos() - closedSince > hold.toNanos();
    }

    /** Counts a caller that fails because the one that asked for it was refused here. */
    public void refusedWithAnother() {
        callers.refused();
    }

    /** Counts a caller that fails during an outage for another reason than the gate, with its attempts used up for instance. */
    public void failedElsewhere() {
        if (!gate.isOpen()) {
            callers.refused();
        }
    }

    /** How many wait at this moment. */
    public int waiting() {
        return callers.waiting();
    }

    /** How many waited and then went on, since there is this gate. */
    public long admitted() {
        return callers.admittedEver();
    }

    /** How many were turned away, at once or after they had waited in vain, since there is this gate. */
    public long refused() {
        return callers.refusedEver();
    }

    /** What became of the callers since the gate was last closed; those who still wait are among the saved. */
    public CallerCounts tally() {
        return callers.tally();
    }

    /**
     * Returns as soon as the caller may use the database.
     *
     * @throws GateClosedException if the database did not come back in time
     */
    public void pass() throws GateClosedException {
        pass(hold);
    }

    /**
     * The same for a caller who has less time than the hold.
     *
     * @param limit how long the caller can wait
     */
    public void pass(Duration limit) throws GateClosedException {
        pass(Deadline.shorter(limit, hold), true);
    }

    /**
     * Waits as callers of a connection pool expect: for their own limit, whatever the hold and the age of the outage. No more than
     * the configured number of callers wait.
     *
     * @throws GateClosedException if the database did not come back within the limit
     */
    public void passFor(Duration limit) throws GateClosedException {
        pass(limit, false);
    }

    private void pass(Duration limit, boolean refusesEarly) throws GateClosedException {
        if (!gate.isOpen()) {
            waitFor(limit, refusesEarly);
        }
        if (ended) {
            throw new GateClosedException(reason);
        }
    }

    private void waitFor(Duration limit, boolean refusesEarly) throws GateClosedException {
        if ((refusesEarly && isOverdue()) || !callers.comes(maxWaiting)) {
            callers.refused();
            tracer.on(new Waited(what, Duration.ZERO, true));
            throw new GateClosedException(reason);
        }
        long began = ticker.nanos();
        boolean opened = gate.await(limit);
        callers.goes(opened);
        tracer.on(new Waited(what, Duration.ofNanos(ticker.nanos() - began), !opened));
        if (!opened) {
            throw new GateClosedException(
                    Thread.currentThread().isInterrupted() && !ended ? FailureReason.INTERRUPTED : reason);
        }
    }
}
