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
     * Returns whether the trouble that a finding ends may have been an outage of that length: it lasted from the first to the last poll
     * that found something wrong, and no longer than from the last healthy one to this. The clocks of two machines say nothing
     * about that.
     */
    boolean mayHaveLasted(Duration outage, Finding end) {
        long least = last == null ? 0 : last.begunNanos() - troubleNanos;
        long most = lastHealthy == null ? Long.MAX_VALUE : end.nanos() - lastHealthy.begunNanos();
        long tolerated = TOLERANCE.toNanos();
        return outage.toNanos() >= least - tolerated && outage.toNanos() - tolerated <= most;
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
