package dev.lifeline.persistence.internal.gate;

import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.persistence.internal.failure.GateClosedException;
import java.time.Duration;

/**
 * Where callers wait through an outage: each as long as callers are held, and not at all once the outage is older than
 * that. Closed at first. Safe for use by several threads.
 */
public final class CallerGate {
    private final RecoveryGate gate = new RecoveryGate();
    private final Ticker ticker;
    private final Duration hold;
    private volatile long closedSince;
    private volatile FailureReason reason = FailureReason.CONNECTION_TIMEOUT;
    private volatile boolean ended;

    /** A closed gate, as if an outage had begun now. */
    public CallerGate(Ticker ticker, Duration hold) {
        this.ticker = ticker;
        this.hold = hold;
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

    /**
     * Returns as soon as the caller may use the database.
     *
     * @throws GateClosedException if the database did not come back in time
     */
    public void pass() throws GateClosedException {
        if (!gate.isOpen() && (isOverdue() || !gate.await(hold))) {
            throw new GateClosedException(reason);
        }
        if (ended) {
            throw new GateClosedException(reason);
        }
    }
}
