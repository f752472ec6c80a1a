package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the current outage, if there is one, and reports its events. Used by one thread; another one may take over at
 * any time.
 */
final class OutageTracker {
    private final Gates gates;
    private final ConnectionEventListener listener;
    private final EngineContext context;
    private @Nullable Outage current;
    private @Nullable Doubt doubt;
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
        successor.take(current, doubt);
        current = null;
        doubt = null;
        retired = true;
        return successor;
    }

    private synchronized void take(@Nullable Outage outage, @Nullable Doubt looks) {
        current = outage;
        doubt = looks;
    }

    /** Records a failed check, which may or may not mean an outage. */
    synchronized void doubt(long lookBegan) {
        doubt = doubt == null ? new Doubt(lookBegan, 1) : new Doubt(doubt.since(), doubt.looks() + 1);
    }

    synchronized boolean isOngoing() {
        return current != null;
    }

    /** Starts an outage, or records another failed recovery attempt. */
    void failed(FailureReason reason) {
        report(noted(reason));
    }

    private synchronized @Nullable ConnectionEvent noted(FailureReason reason) {
        if (retired) {
            return null;
        }
        if (current == null) {
            return lost(reason);
        }
        current.attempted();
        return gates.isOverdue() && current.reportOverdue()
                ? new ConnectionEvent.RecoveryOverdue(context.now(), current.attempts(), current.length(), reason)
                : null;
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
        Duration delay;
        ConnectionEvent failed;
        synchronized (this) {
            if (current == null) {
                return Optional.empty();
            }
            delay = current.nextDelay(reason);
            failed = current.attempts() == 0
                    ? null
                    : new ConnectionEvent.RecoveryAttemptFailed(context.now(), current.attempts(), reason, delay);
        }
        report(failed);
        return Optional.of(delay);
    }

    /** Ends the outage, if there is one. */
    void end() {
        report(ended());
    }

    private synchronized @Nullable ConnectionEvent ended() {
        Outage ended = current;
        current = null;
        doubt = null;
        if (ended == null) {
            return null;
        }
        ended.attempted();
        return new ConnectionEvent.ConnectionRecovered(context.now(), ended.length(), ended.attempts(), gates.tally());
    }

    /** Must be called outside the lock, because a listener may block. */
    private void report(@Nullable ConnectionEvent event) {
        if (event != null) {
            listener.on(event);
        }
    }
}
