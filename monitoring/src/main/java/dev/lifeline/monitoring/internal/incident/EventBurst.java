package dev.lifeline.monitoring.internal.incident;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.incident.IncidentKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Repeated events of one kind, combined into one incident, which ends after a minute without an event. Confined to its
 * owner's thread or lock.
 */
final class EventBurst {
    static final Duration QUIET = Duration.ofMinutes(1);

    private final IncidentStore store;
    private final IncidentKind kind;
    private @Nullable Incident current;
    private @Nullable Instant last;
    private Duration longest = Duration.ZERO;
    private long count;

    EventBurst(IncidentStore store, IncidentKind kind) {
        this.store = store;
        this.kind = kind;
    }

    /**
     * Adds an occurrence.
     *
     * @param waited how long a caller had waited
     * @param wording describes the incident in words
     */
    void add(Instant at, Duration waited, Wording wording) {
        settle(at);
        count++;
        longest = waited.compareTo(longest) > 0 ? waited : longest;
        last = at;
        String text = wording.text(count, longest);
        if (current == null) {
            current = store.open(kind, null, text, at.minus(waited), at);
        } else {
            Incident known = current.known(text, 0);
            current = isWorthReporting(count) ? store.write(known) : store.update(known);
        }
    }

    /** Ends the incident if there was no occurrence for long enough. */
    void settle(Instant now) {
        if (current != null && Duration.between(requireNonNull(last), now).compareTo(QUIET) >= 0) {
            store.write(current.ended(last, Duration.between(current.startedAt(), last)));
            current = null;
            longest = Duration.ZERO;
            count = 0;
        }
    }

    /** Returns whether the count is a power of two, at which the incident is reported again. */
    private static boolean isWorthReporting(long count) {
        return Long.bitCount(count) == 1;
    }

    /** Describes the occurrences so far in words. */
    interface Wording {
        String text(long count, Duration longest);
    }
}
