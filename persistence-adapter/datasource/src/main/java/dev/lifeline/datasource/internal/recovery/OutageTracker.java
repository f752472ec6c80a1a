package dev.lifeline.datasource.internal.recovery;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outage of the moment, if there is one, and what is reported of it. Used by one thread; another one may take over at any
 * time.
 */
final class OutageTracker {
    private final Gates traffic;
    private final ConnectionEventListener listener;
    private final EngineContext surroundings;
    private @Nullable Outage current;
    private @Nullable Doubt doubt;
    private boolean retired;

    OutageTracker(Gates traffic, ConnectionEventListener listener, EngineContext surroundings) {
        this.traffic = traffic;
        this.listener = listener;
        this.surroundings = surroundings;
    }

    /** Looks that failed, one after the other, before it is clear what that means. */
    private record Doubt(long since, int looks) {}

    /** Returns a tracker that knows what this one knows; this one reports nothing any more. Safe to call from any thread. */
    synchronized OutageTracker handOver() {
        OutageTracker heir = new OutageTracker(traffic, listener, surroundings);
        heir.take(current, doubt);
        current = null;
        doubt = null;
        retired = true;
        return heir;
    }

    private synchronized void take(@Nullable Outage outage, @Nullable Doubt looks) {
        current = outage;
        doubt = looks;
    }

    /** A look failed; that may mean an outage, or pass. */
    synchronized void doubt(long lookBegan) {
        doubt = doubt == null ? new Doubt(lookBegan, 1) : new Doubt(doubt.since(), doubt.looks() + 1);
    }

    synchronized boolean isOngoing() {
        return current != null;
    }

    /** An outage begins, or another attempt to end it failed. */
    void goOn(FailureReason reason) {
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
        return traffic.isOverdue() && current.tellOverdue()
                ? new ConnectionEvent.RecoveryOverdue(surroundings.now(), current.attempts(), current.length(), reason)
                : null;
    }

    /** The event and the outage measure from the same moment, so that every length of one outage is the same. */
    private ConnectionEvent lost(FailureReason reason) {
        Doubt failures = doubt == null ? new Doubt(surroundings.ticker().nanos(), 0) : doubt;
        current = new Outage(surroundings, failures.since());
        return new ConnectionEvent.ConnectionLost(
                surroundings.now(), reason, failures.looks(), surroundings.since(failures.since()));
    }

    /** How long to wait before the next attempt; nothing if there is no outage. To be asked once for each attempt. */
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
                    : new ConnectionEvent.RecoveryAttemptFailed(surroundings.now(), current.attempts(), reason, delay);
        }
        report(failed);
        return Optional.of(delay);
    }

    /** The database can be used again. */
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
        return new ConnectionEvent.ConnectionRecovered(
                surroundings.now(), ended.length(), ended.attempts(), traffic.tally());
    }

    /** Never within the lock: a listener may block. */
    private void report(@Nullable ConnectionEvent event) {
        if (event != null) {
            listener.on(event);
        }
    }
}
