package dev.lifeline.monitoring.internal.remote;

import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.remote.RemoteState;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was found so far, and what of the newest is news: every change of state, and within a trouble every reason that was not
 * told yet. Confined to one thread.
 */
final class History {
    /** A service that puts something new into every reason must not fill a log. */
    private static final int MAX_REASONS = 16;

    /** By how much an outage may be shorter or longer than the polls show: a service confirms what it suspects. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** A service dates its health by the probe, which may be the one that ended the outage. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

    private final Ticker ticker;
    private final Set<String> reasons = new HashSet<>();
    private @Nullable RemoteState state;
    private long stateNanos;
    private long troubleNanos;
    private @Nullable Finding last;
    private @Nullable Finding lastHealthy;

    History(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Takes a finding in; what is new about it, in words. */
    Optional<String> add(Finding finding) {
        Optional<String> news = newsOf(finding);
        last = finding;
        lastHealthy = finding.state() == RemoteState.HEALTHY ? finding : lastHealthy;
        return news;
    }

    /** Returns whether a finding that was not added yet ends a trouble. */
    boolean isRecovery(Finding finding) {
        return finding.state() == RemoteState.HEALTHY && state != null && state != RemoteState.HEALTHY;
    }

    /**
     * Returns whether the trouble that a finding ends may have been that outage: it ended since the last poll that found something
     * wrong, and lasted from the first of these to the last, and no longer than from the last healthy one to this. An outage that
     * began before the first poll may have lasted for any time. The clocks of two machines are not compared.
     */
    boolean mayBe(ReportedOutage outage, Finding end) {
        return hasEndedInTrouble(outage, end) && mayHaveLasted(outage.length(), end);
    }

    private boolean hasEndedInTrouble(ReportedOutage outage, Finding end) {
        long sinceTrouble = last == null ? 0 : end.nanos() - last.begunNanos();
        Duration most = Duration.ofNanos(sinceTrouble).plus(CLOCK_TOLERANCE);
        return outage.ago().compareTo(CLOCK_TOLERANCE.negated()) >= 0
                && outage.ago().compareTo(most) <= 0;
    }

    private boolean mayHaveLasted(Duration length, Finding end) {
        long least = last == null ? 0 : last.begunNanos() - troubleNanos;
        boolean longEnough = length.compareTo(Duration.ofNanos(least).minus(TOLERANCE)) >= 0;
        return longEnough
                && (lastHealthy == null || length.compareTo(sinceHealthy(end).plus(TOLERANCE)) <= 0);
    }

    private Duration sinceHealthy(Finding end) {
        return lastHealthy == null ? Duration.ZERO : Duration.ofNanos(end.nanos() - lastHealthy.begunNanos());
    }

    private Optional<String> newsOf(Finding finding) {
        if (finding.state() != state) {
            return Optional.of(change(finding));
        }
        boolean isTrouble = state != RemoteState.HEALTHY;
        return isTrouble && isNewReason(finding) ? Optional.of("still " + words(finding)) : Optional.empty();
    }

    /** How long it has been so. */
    Duration inState() {
        return Duration.ofNanos(ticker.nanos() - stateNanos);
    }

    private String change(Finding finding) {
        String news = inWords(finding);
        if (state == null || state == RemoteState.HEALTHY) {
            troubleNanos = finding.nanos();
            reasons.clear();
        }
        state = finding.state();
        stateNanos = finding.nanos();
        isNewReason(finding);
        return news;
    }

    private String inWords(Finding finding) {
        if (state == null) {
            return words(finding);
        }
        return finding.state() == RemoteState.HEALTHY
                ? "recovered after " + troubleLength(finding) + ": " + finding.detail()
                : words(finding) + " (was " + state.word() + " for " + length(stateNanos, finding) + ")";
    }

    private String troubleLength(Finding end) {
        Duration reported = end.outage();
        return reported == null ? length(troubleNanos, end) : Span.text(reported);
    }

    private static String length(long beginNanos, Finding end) {
        return Span.text(Duration.ofNanos(end.nanos() - beginNanos));
    }

    private boolean isNewReason(Finding finding) {
        return reasons.size() < MAX_REASONS && reasons.add(words(finding));
    }

    private static String words(Finding finding) {
        return finding.state().word() + ": " + finding.detail();
    }
}
