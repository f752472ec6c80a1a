package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.internal.failure.GateClosedException;
import dev.lifeline.datasource.internal.failure.OperationCancelledException;
import dev.lifeline.domain.connection.CallerCancellation;
import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.connection.OperationEvent.Waited;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;

/**
 * Holds callers during an outage: each for at most the hold time, at most a given number of them, and none once the
 * outage has lasted longer than the hold time. Closed at first. Safe for use by several threads.
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
     * Creates a closed gate, as if an outage had begun now.
     *
     * @param hold longest wait of a caller
     * @param maxWaiting number of callers that may wait at a time; further callers are refused at once
     * @param what the condition for which the callers wait
     * @param tracer receives each wait
     */
    public CallerGate(Ticker ticker, Duration hold, int maxWaiting, Wait what, OperationTracer tracer) {
        this.ticker = ticker;
        this.hold = hold;
        this.maxWaiting = maxWaiting;
        this.what = what;
        this.tracer = tracer;
        this.closedSince = ticker.nanos();
    }

    /** Lets all callers pass. */
    public void open() {
        gate.open();
    }

    /** Makes callers wait; if the gate is closed already, replaces the reason. Without effect after {@link #end}. */
    public synchronized void close(FailureReason why) {
        if (ended) {
            return;
        }
        reason = why;
        if (gate.isOpen()) {
            closedSince = ticker.nanos();
            callers.reset();
            gate.close();
        }
    }

    /** Refuses all callers from now on, including those that are waiting. */
    public synchronized void end() {
        reason = FailureReason.SHUTTING_DOWN;
        ended = true;
        gate.open();
    }

    /** Returns whether all callers are refused permanently. */
    public boolean isEnded() {
        return ended;
    }

    /** Returns whether a new caller has to wait or is refused. */
    public boolean isClosed() {
        return !gate.isOpen() || ended;
    }

    /** Returns whether the outage has lasted longer than the hold time, so that new callers are refused at once. */
    public boolean isOverdue() {
        return !gate.isOpen() && ticker.nanos() - closedSince > hold.toNanos();
    }

    /** Counts a caller that fails because the leader of its batch was refused here. */
    public void leaderRefused() {
        callers.refused();
    }

    /**
     * Counts a caller that fails during an outage for another reason than this gate, for example after its last
     * attempt.
     */
    public void failedElsewhere() {
        if (!gate.isOpen()) {
            callers.refused();
        }
    }

    /** Returns the number of callers waiting now. */
    public int waiting() {
        return callers.waiting();
    }

    /** Returns how many callers waited and then proceeded, since the gate was created. */
    public long admitted() {
        return callers.admittedEver();
    }

    /** Returns how many callers were refused, at once or after a wait, since the gate was created. */
    public long refused() {
        return callers.refusedEver();
    }

    /** Returns the callers affected since the gate was last closed; callers that are still waiting count as saved. */
    public CallerCounts tally() {
        return callers.tally();
    }

    /**
     * Returns as soon as the caller may use the database; blocks for at most the hold time.
     *
     * @throws GateClosedException if the database did not recover in time
     * @throws OperationCancelledException if the caller hung up while it waited
     */
    public void pass() throws GateClosedException, OperationCancelledException {
        pass(hold);
    }

    /**
     * Waits like {@link #pass()}, but for at most the given limit.
     *
     * @param limit longest time that the caller can wait
     */
    public void pass(Duration limit) throws GateClosedException, OperationCancelledException {
        pass(Deadline.shorter(limit, hold), true);
    }

    /**
     * Waits for the caller's own limit, regardless of the hold time and the age of the outage, like a connection pool.
     * The maximum number of waiting callers applies.
     *
     * @throws GateClosedException if the database did not recover within the limit
     * @throws OperationCancelledException if the caller hung up while it waited
     */
    public void passFor(Duration limit) throws GateClosedException, OperationCancelledException {
        pass(limit, false);
    }

    /**
     * Refuses the caller if the outage has lasted longer than the hold time. Does not block.
     *
     * @throws GateClosedException if the caller is refused
     */
    public void refuseIfOverdue() throws GateClosedException {
        if (isOverdue()) {
            throw refusal();
        }
    }

    private GateClosedException refusal() {
        callers.refused();
        tracer.on(new Waited(what, Duration.ZERO, true));
        return new GateClosedException(reason);
    }

    private void pass(Duration limit, boolean refusesEarly) throws GateClosedException, OperationCancelledException {
        if (!gate.isOpen()) {
            waitFor(limit, refusesEarly);
        }
        if (ended) {
            throw new GateClosedException(reason);
        }
    }

    private void waitFor(Duration limit, boolean refusesEarly) throws GateClosedException, OperationCancelledException {
        OperationCancelledException.throwIfCancelled();
        if ((refusesEarly && isOverdue()) || !callers.begin(maxWaiting)) {
            throw refusal();
        }
        long began = ticker.nanos();
        CallerCancellation caller = CallerCancellation.current();
        boolean opened = caller.interrupting(() -> gate.await(limit));
        boolean hungUp = !opened && caller.isCancelled();
        if (hungUp) {
            callers.hangUp();
        } else {
            callers.end(opened);
        }
        tracer.on(new Waited(what, Duration.ofNanos(ticker.nanos() - began), !opened));
        if (hungUp) {
            throw new OperationCancelledException();
        }
        if (!opened) {
            throw new GateClosedException(
                    Thread.currentThread().isInterrupted() && !ended ? FailureReason.INTERRUPTED : reason);
        }
    }
}
