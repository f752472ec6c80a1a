package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.incident.IncidentKind;
import dev.lifeline.monitoring.internal.text.DurationText;
import dev.lifeline.monitoring.internal.text.Plural;
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
    private static final int MAX_SILENT = 1_000;

    private final EventBurst burst;
    private final List<FlowCut> silent = new ArrayList<>();
    private boolean outage;

    DeadFlows(IncidentStore store) {
        burst = new EventBurst(store, IncidentKind.DEAD_FLOWS);
    }

    void outageBegan() {
        outage = true;
    }

    void outageEnded() {
        outage = false;
    }

    void closed(FlowCut cut) {
        if (!outage) {
            classify(cut);
        }
    }

    private void classify(FlowCut cut) {
        if (cut.cause() == CutCause.DEAD_FLOW) {
            record(cut);
        } else if (cut.cause() == CutCause.SERVER_SILENT && silent.size() < MAX_SILENT) {
            silent.add(cut);
        }
    }

    private void record(FlowCut cut) {
        burst.add(
                cut.at(),
                cut.waited(),
                (count, longest) -> Plural.count(count, "connection") + " closed after a wait of up to "
                        + DurationText.seconds(longest) + " for an answer; state on the server: " + cut.seen());
    }

    /**
     * Returns the number of connections closed shortly before an outage, and removes them, because they belong to the
     * outage. They do not change its start: a caller may have waited for a slow query before the server stopped
     * answering.
     */
    int removeSilent() {
        int cuts = silent.size();
        silent.clear();
        return cuts;
    }

    void settle(Instant now) {
        if (!silent.isEmpty() && isLongAgo(silent.get(silent.size() - 1), now)) {
            silent.forEach(this::record);
            silent.clear();
        }
        burst.settle(now);
    }

    private static boolean isLongAgo(FlowCut cut, Instant now) {
        return Duration.between(cut.at(), now).compareTo(OUTAGE_FOLLOWS) >= 0;
    }
}
