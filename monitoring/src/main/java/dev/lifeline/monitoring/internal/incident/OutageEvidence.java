package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.monitoring.internal.text.DurationText;
import dev.lifeline.monitoring.internal.text.Plural;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evidence of an outage.
 *
 * @param looks number of consecutive failed checks when it was detected
 * @param doubted duration of these checks
 * @param reasons failures of the checks, in order
 * @param cuts number of waits that were ended because the server did not answer
 * @param refusedFrom age of the outage when callers began to be refused at once, or null
 */
record OutageEvidence(
        int looks, Duration doubted, List<FailureReason> reasons, long cuts, @Nullable Duration refusedFrom) {

    /** Maximum number of reported reasons: several servers may fail alternately. */
    private static final int MAX_REASONS = 6;

    static OutageEvidence none() {
        return new OutageEvidence(0, Duration.ZERO, List.of(), 0, null);
    }

    static OutageEvidence of(ConnectionLost lost) {
        return new OutageEvidence(lost.looks(), lost.doubted(), List.of(lost.reason()), 0, null);
    }

    /** Returns a copy with the failure of a later check. */
    OutageEvidence met(FailureReason reason) {
        boolean news = reasons.isEmpty() || reasons.get(reasons.size() - 1) != reason;
        if (!news || reasons.size() == MAX_REASONS) {
            return this;
        }
        List<FailureReason> all = new ArrayList<>(reasons);
        all.add(reason);
        return new OutageEvidence(looks, doubted, List.copyOf(all), cuts, refusedFrom);
    }

    OutageEvidence cut(long more) {
        return new OutageEvidence(looks, doubted, reasons, cuts + more, refusedFrom);
    }

    OutageEvidence overdue(Duration age) {
        return new OutageEvidence(looks, doubted, reasons, cuts, age);
    }

    /**
     * Returns a text such as {@code 2 consecutive checks failed within 2.1 s: Connection timeout, then Connection
     * refused}.
     */
    String text() {
        return Plural.count(looks, "check failed", "consecutive checks failed") + " within "
                + DurationText.seconds(doubted) + ": "
                + String.join(
                        ", then ", reasons.stream().map(FailureReason::text).toList())
                + (cuts == 0 ? "" : "; " + Plural.count(cuts, "wait", "waits") + " ended without an answer")
                + (refusedFrom == null ? "" : "; callers refused at once after " + DurationText.seconds(refusedFrom));
    }
}
