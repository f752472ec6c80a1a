package dev.lifeline.persistence.internal.recovery;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outage of the moment, if there is one, and what is told of it. Confined to one thread. */
final class OutageTracker {
    private final Traffic traffic;
    private final ConnectionEventListener listener;
    private final Surroundings surroundings;
    private @Nullable Outage current;
    private @Nullable Doubt doubt;

    OutageTracker(Traffic traffic, ConnectionEventListener listener, Surroundings surroundings) {
        this.traffic = traffic;
        this.listener = listener;
        this.surroundings = surroundings;
    }

    /** Looks that failed, one after the other, before it is clear what that means. */
    private record Doubt(long since, int looks) {}

    /** A look failed; that may mean an outage, or pass. */
    void doubt(long lookBegan) {
        doubt = doubt == null ? new Doubt(lookBegan, 1) : new Doubt(doubt.since(), doubt.looks() + 1);
    }

    boolean isOngoing() {
        return current != null;
    }

    /** An outage begins, or another attempt to end it failed. */
    void goOn(FailureReason reason) {
        if (current == null) {
            current = new Outage(surroundings);
            tellLost(reason);
            return;
        }
        current.attempted();
        if (traffic.isOverdue() && current.tellOverdue()) {
            listener.on(new ConnectionEvent.RecoveryOverdue(
                    surroundings.now(), current.attempts(), current.length(), reason));
        }
    }

    private void tellLost(FailureReason reason) {
        int looks = doubt == null ? 0 : doubt.looks();
        Duration doubted = doubt == null ? Duration.ZERO : surroundings.since(doubt.since());
        listener.on(new ConnectionEvent.ConnectionLost(surroundings.now(), reason, looks, doubted));
    }

    /** How long to wait before the next attempt; nothing if there is no outage. To be asked once for each attempt. */
    Optional<Duration> nextAttempt(FailureReason reason) {
        if (current == null) {
            return Optional.empty();
        }
        Duration delay = current.nextDelay(reason);
        if (current.attempts() > 0) {
            listener.on(
                    new ConnectionEvent.RecoveryAttemptFailed(surroundings.now(), current.attempts(), reason, delay));
        }
        return Optional.of(delay);
    }

    /** The database can be used again. */
    void end() {
        Outage ended = current;
        current = null;
        doubt = null;
        if (ended != null) {
            ended.attempted();
            listener.on(new ConnectionEvent.ConnectionRecovered(
                    surroundings.now(), ended.length(), ended.attempts(), traffic.tally()));
        }
    }
}
