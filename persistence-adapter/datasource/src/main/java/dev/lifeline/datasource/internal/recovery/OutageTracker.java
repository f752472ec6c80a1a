package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the current outage, if there is one, and reports its events. Used by one thread; another thread may take over
 * at any time, including the events that are not reported yet.
 */
final class OutageTracker {
    private final Gates gates;
    private final ConnectionEventListener listener;
    private final EngineContext context;
    private @Nullable Outage current;
    private @Nullable Doubt doubt;
    private final Queue<ConnectionEvent> unreported = new ArrayDeque<>();
    private boolean retired;

    OutageTracker(Gates gates, ConnectionEventListener listener, EngineContext context) {
        this.gates = gates;
        this.listener = listener;
        this.context = context;
    }

    /** Consecutive failed checks that do not amount to an outage yet. */
    private record Doubt(long since, int looks) {}

    /**
     * Returns a successor with the state of this tracker, which no longer reports anything. Safe to call from any
     * thread.
     */
    synchronized OutageTracker handOver() {
        OutageTracker successor = new OutageTracker(gates, listener, context);
        successor.take(current, doubt, unreported);
        current = null;
        doubt = null;
        unreported.clear();
        retired = true;
        return successor;
    }

    private synchronized void take(
            @Nullable Outage outage, @Nullable Doubt looks, Collection<ConnectionEvent> notReported) {
        current = outage;
        doubt = looks;
        unreported.addAll(notReported);
    }

    /** Records a failed check, which may or may not mean an outage. */
    synchronized void doubt(long lookBegan) {
        doubt = doubt == null ? new Doubt(lookBegan, 1) : new Doubt(doubt.since(), doubt.looks() + 1);
    }

    synchronized boolean isOngoing() {
        return current != null;
    }

    /** Starts an outage, or records another failed recovery attempt. {@link #report} reports it. */
    synchronized void failed(FailureReason reason) {
        if (retired) {
            return;
        }
        if (current == null) {
            unreported.add(lost(reason));
            return;
        }
        current.attempted();
        if (gates.isOverdue() && current.reportOverdue()) {
            unreported.add(
                    new ConnectionEvent.RecoveryOverdue(context.now(), current.attempts(), current.length(), reason));
        }
    }

    /**
     * Starts the outage at the first failed check; the event uses the same start, so that all reported lengths agree.
     */
    private ConnectionEvent lost(FailureReason reason) {
        Doubt failures = doubt == null ? new Doubt(context.ticker().nanos(), 0) : doubt;
        current = new Outage(context, failures.since());
        return new ConnectionEvent.ConnectionLost(
                context.now(), reason, failures.looks(), context.since(failures.since()));
    }

    /** Returns the delay before the next attempt; empty without an outage. Must be called once per attempt. */
    Optional<Duration> nextAttempt(FailureReason reason) {
        Optional<Duration> delay = delayOfNextAttempt(reason);
        report();
        return delay;
    }

    private synchronized Optional<Duration> delayOfNextAttempt(FailureReason reason) {
        if (current == null) {
            return Optional.empty();
        }
        Duration delay = current.nextDelay(reason);
        if (current.attempts() > 0) {
            unreported.add(new ConnectionEvent.RecoveryAttemptFailed(context.now(), current.attempts(), reason, delay));
        }
        return Optional.of(delay);
    }

    /** Ends the outage, if there is one. {@link #report} reports it. */
    synchronized void end() {
        Outage ended = current;
        current = null;
        doubt = null;
        if (ended == null) {
            return;
        }
        ended.attempted();
        unreported.add(new ConnectionEvent.ConnectionRecovered(
                context.now(), ended.length(), ended.attempts(), gates.tally()));
    }

    /** Reports what has happened since the last call. Calls the listener outside the lock, because it may block. */
    void report() {
        for (ConnectionEvent event = next(); event != null; event = next()) {
            listener.on(event);
        }
    }

    private synchronized @Nullable ConnectionEvent next() {
        return unreported.poll();
    }
}
