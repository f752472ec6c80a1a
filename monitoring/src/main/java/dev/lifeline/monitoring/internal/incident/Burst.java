package dev.lifeline.monitoring.internal.incident;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.incident.IncidentKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Many occurrences of the same thing, told as one incident until there is none for a minute. Confined to whoever holds it.
 */
final class Burst {
    static final Duration QUIET = Duration.ofMinutes(1);

    private final IncidentBook book;
    private final IncidentKind kind;
    private @Nullable Incident current;
    private @Nullable Instant last;
    private Duration longest = Duration.ZERO;
    private long count;

    Burst(IncidentBook book, IncidentKind kind) {
        this.book = book;
        this.kind = kind;
    }

    /**
     * It happened.
     *
     * @param waited how long somebody had been waiting then
     * @param wording says it in words
     */
    void add(Instant at, Duration waited, Wording wording) {
        settle(at);
        count++;
        longest = waited.compareTo(longest) > 0 ? waited : longest;
        last = at;
        String text = wording.text(count, longest);
        if (current == null) {
            current = book.open(kind, null, text, at.minus(waited), at);
        } else {
            Incident known = current.known(text, 0);
            current = isWorthTelling(count) ? book.write(known) : book.keep(known);
        }
    }

    /** Ends it if it has been quiet for long enough. */
    void settle(Instant now) {
        if (current != null && Duration.between(requireNonNull(last), now).compareTo(QUIET) >= 0) {
            book.write(current.ended(last, Duration.between(current.startedAt(), last)));
            current = null;
            longest = Duration.ZERO;
            count = 0;
        }
    }

    /** Each time that there are twice as many. */
    private static boolean isWorthTelling(long count) {
        return Long.bitCount(count) == 1;
    }

    /** What happened so far, in words. */
    interface Wording {
        String text(long count, Duration longest);
    }
}
