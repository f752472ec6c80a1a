package dev.lifeline.monitoring.internal.incident;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.connection.ConnectionEvent.StateChanged;
import dev.lifeline.domain.connection.ConnectionState;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.incident.IncidentKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times in which the database served with restrictions. Ignores short busy periods. */
final class DegradedStates {
    static final Duration MIN_LENGTH = Duration.ofSeconds(5);

    private final IncidentStore store;
    private ConnectionState state = ConnectionState.STARTING;
    private @Nullable Instant since;
    private @Nullable FailureReason lastFailure;
    private @Nullable Incident current;

    DegradedStates(IncidentStore store) {
        this.store = store;
    }

    void checkPassed() {
        lastFailure = null;
    }

    void checkFailed(FailureReason reason) {
        lastFailure = reason;
    }

    void changed(StateChanged change) {
        leave(change.at());
        enter(change);
    }

    private void leave(Instant at) {
        if (current != null) {
            store.write(current.ended(at, Duration.between(current.startedAt(), at)));
            current = null;
        }
    }

    private void enter(StateChanged changed) {
        state = changed.to();
        since = changed.at();
        if (state == ConnectionState.READ_ONLY) {
            current = store.open(
                    IncidentKind.READ_ONLY,
                    FailureReason.READ_ONLY_SERVER,
                    "the server was read-only; writes waited",
                    changed.at(),
                    changed.at());
        }
    }

    void settle(Instant now) {
        if (state == ConnectionState.SATURATED && current == null && isLongEnough(now)) {
            boolean serverFull = lastFailure == FailureReason.TOO_MANY_CONNECTIONS;
            current = store.open(
                    IncidentKind.SATURATED,
                    serverFull ? FailureReason.TOO_MANY_CONNECTIONS : FailureReason.POOL_EXHAUSTED,
                    serverFull
                            ? "the server had no free connection slot; connections in use continued to work"
                            : "every connection of the pool was busy and callers queued, while the server answered",
                    requireNonNull(since),
                    now);
        }
    }

    private boolean isLongEnough(Instant now) {
        return Duration.between(requireNonNull(since), now).compareTo(MIN_LENGTH) >= 0;
    }
}
