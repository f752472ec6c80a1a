package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.incident.IncidentKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections that died without a word while the server was well. If the server answered nobody, that is mostly the first sign of
 * an outage: it becomes an incident of its own only if no outage follows.
 */
final class DeadFlows implements IncidentRule {
    static final Duration OUTAGE_FOLLOWS = Duration.ofSeconds(10);

    /** As many as the largest pool has connections. */
    private static final int MOST_SILENT = 1_000;

    private final Burst burst;
    private final List<FlowCut> silent = new ArrayList<>();
    private boolean outage;

    DeadFlows(IncidentBook book) {
        burst = new Burst(book, IncidentKind.DEAD_FLOWS);
    }

    @Override
    public void on(ConnectionEvent event) {
        if (event instanceof ConnectionLost) {
            outage = true;
        } else if (event instanceof ConnectionRecovered) {
            outage = false;
        } else if (event instanceof FlowCut cut && !outage) {
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
     * Returns the number of connections cut shortly before an outage, and forgets them: they belong to it. They do not date it
     * back: a caller may have waited for a slow query before the server fell silent.
     */
    int giveUpSilentCuts() {
        int cuts = silent.size();
        silent.clear();
        return cuts;
    }

    @Override
    public void settle(Instant now) {
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
