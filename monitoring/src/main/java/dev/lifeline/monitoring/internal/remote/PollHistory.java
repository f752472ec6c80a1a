package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.internal.text.DurationText;
import dev.lifeline.monitoring.remote.RemoteState;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * History of poll results. Selects what to report: each change of state, and during a problem each reason that was not
 * reported yet. Confined to one thread.
 */
final class PollHistory {
    /** Limits the lines about a service that reports a different reason with each poll. */
    private static final int MAX_REASONS = 16;

    /** Tolerated difference between a reported outage and the polls, because a service confirms an outage later. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    /**
     * Tolerated difference between two times of the service: a health response has the time of its probe, and that
     * probe may have ended the outage.
     */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

    private final Ticker ticker;
    private final Set<String> reasons = new HashSet<>();
    private @Nullable RemoteState state;
    private long stateNanos;
    private long problemNanos;
    private @Nullable PollResult last;
    private @Nullable PollResult lastHealthy;

    PollHistory(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Adds a poll result and returns a text about the changes; empty if there are none. */
    Optional<String> add(PollResult result) {
        Optional<String> news = newsOf(result);
        last = result;
        lastHealthy = result.state() == RemoteState.HEALTHY ? result : lastHealthy;
        return news;
    }

    /** Returns whether a poll result that was not added yet ends a problem. */
    boolean isRecovery(PollResult result) {
        return result.state() == RemoteState.HEALTHY && state != null && state != RemoteState.HEALTHY;
    }

    /**
     * Returns whether the outage may be the problem that the poll result ends. The outage must have ended after the
     * last unhealthy poll, and lasted at least from the first unhealthy poll to the last one, and at most from the last
     * healthy poll to this one. Without a healthy poll before, it has no upper limit. The clocks of the two machines
     * are not compared.
     */
    boolean mayBe(ReportedOutage outage, PollResult end) {
        return hasEndedInProblem(outage, end) && mayHaveLasted(outage.length(), end);
    }

    private boolean hasEndedInProblem(ReportedOutage outage, PollResult end) {
        long sinceProblem = last == null ? 0 : end.nanos() - last.begunNanos();
        Duration most = Duration.ofNanos(sinceProblem).plus(CLOCK_TOLERANCE);
        return outage.ago().compareTo(CLOCK_TOLERANCE.negated()) >= 0
                && outage.ago().compareTo(most) <= 0;
    }

    private boolean mayHaveLasted(Duration length, PollResult end) {
        long least = last == null ? 0 : last.begunNanos() - problemNanos;
        boolean longEnough = length.compareTo(Duration.ofNanos(least).minus(TOLERANCE)) >= 0;
        return longEnough
                && (lastHealthy == null || length.compareTo(sinceHealthy(end).plus(TOLERANCE)) <= 0);
    }

    private Duration sinceHealthy(PollResult end) {
        return lastHealthy == null ? Duration.ZERO : Duration.ofNanos(end.nanos() - lastHealthy.begunNanos());
    }

    private Optional<String> newsOf(PollResult result) {
        if (result.state() != state) {
            return Optional.of(change(result));
        }
        boolean problem = state != RemoteState.HEALTHY;
        return problem && isNewReason(result) ? Optional.of("still " + words(result)) : Optional.empty();
    }

    /** Returns the time since the last change of state. */
    Duration inState() {
        return Duration.ofNanos(ticker.nanos() - stateNanos);
    }

    private String change(PollResult result) {
        String news = text(result);
        if (state == null || state == RemoteState.HEALTHY) {
            problemNanos = result.nanos();
            reasons.clear();
        }
        state = result.state();
        stateNanos = result.nanos();
        isNewReason(result);
        return news;
    }

    private String text(PollResult result) {
        if (state == null) {
            return words(result);
        }
        return result.state() == RemoteState.HEALTHY
                ? "recovered after " + problemLength(result) + ": " + result.detail()
                : words(result) + " (was " + state.word() + " for " + length(stateNanos, result) + ")";
    }

    private String problemLength(PollResult end) {
        Duration active = end.outage();
        return active == null ? length(problemNanos, end) : DurationText.twoUnits(active);
    }

    private static String length(long beginNanos, PollResult end) {
        return DurationText.twoUnits(Duration.ofNanos(end.nanos() - beginNanos));
    }

    private boolean isNewReason(PollResult result) {
        return reasons.size() < MAX_REASONS && reasons.add(words(result));
    }

    private static String words(PollResult result) {
        return result.state().word() + ": " + result.detail();
    }
}
