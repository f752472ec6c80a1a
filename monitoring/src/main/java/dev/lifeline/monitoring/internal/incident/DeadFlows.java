package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.incident.IncidentKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections that died silently while the server was healthy. If the server did not answer at all, that is usually the
 * first sign of an outage: it becomes a separate incident only if no outage follows.
 */
final class DeadFlows {
    static final Duration OUTAGE_FOLLOWS = Duration.ofSeconds(10);

    /** The maximum pool size. */
    private static final int MOST_SILENT = 1_000;

    private final Burst burst;
    private final List<FlowCut> silent = new ArrayList<>();
    private boolean outage;

    DeadFlows(IncidentBook book) {
        burst = new Burst(book, IncidentKind.DEAD_FLOWS);
    }

    void outageBegan() {
        outage = true;
    }

    void outageEnded() {
        outage = false;
    }

    void closed(FlowCut cut) {
        if (!outage) {
            take(cut);
        }
    }

    private void take(FlowCut cut) {
        if (cut.cause() == CutCause.DEAD_FLOW) {
            enter(cut);
        } else if (cut.cause() == CutCause.SERVER_SILENT && silent.size() < MOST_SILENT) {
            silent.add(cut);
        }
    }

    private void enter(FlowCut cut) {
        burst.add(
                cut.at(),
                cut.waited(),
                (count, longest) -> Words.count(count, "connection", "connections")
                        + " cut on which somebody waited in vain, for " + Words.seconds(longest)
                        + " at most; the server said: " + cut.seen());
    }

    /**
     * Returns the number of connections closed shortly before an outage, and removes them, because they belong to the
     * outage. They do not change its start: a caller may have waited for a slow query before the server stopped
     * answering.
     */
    int giveUpSilentCuts() {
        int cuts = silent.size();
        silent.clear();
        return cuts;
    }

    void settle(Instant now) {
        if (!silent.isEmpty() && isLongAgo(silent.get(silent.size() - 1), now)) {
            silent.forEach(this::enter);
            silent.clear();
        }
        burst.settle(now);
    }

    private static boolean isLongAgo(FlowCut cut, Instant now) {
        return Duration.between(cut.at(), now).compareTo(OUTAGE_FOLLOWS) >= 0;
    }
}
