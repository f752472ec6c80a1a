package dev.lifeline.datasource.internal.sentinel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A long wait on one connection and the evidence about it. Confined to one thread. */
final class SuspectFlow {
    /** Time between the two queries that a verdict requires: a reply in transit arrives in less. */
    private static final Duration GRACE = Duration.ofMillis(300);

    /**
     * Longest wait between two parts of a transfer. A send buffer accepts data again only when a third of it is free:
     * with 4 MB, the default limit of Linux, 4 s suffice for a network with 350 KB/s.
     */
    private static final Duration SLOW_NETWORK = Duration.ofSeconds(4);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Flow flow;
    private final long progress;
    private boolean looked;
    private @Nullable BackendActivity last;
    private Duration pause = GRACE;
    private long nextLook;

    SuspectFlow(Flow flow, long now) {
        this.flow = flow;
        this.progress = flow.progress();
        this.nextLook = now;
    }

    Flow flow() {
        return flow;
    }

    /** Returns whether the wait has ended. */
    boolean isOver() {
        return flow.isClosed() || flow.progress() != progress;
    }

    boolean isDue(long now) {
        return now - nextLook >= 0;
    }

    /** Returns the last known activity, in the server's terms. */
    String seen() {
        if (!looked) {
            return "nothing";
        }
        return last == null ? "no such backend" : last.text();
    }

    /**
     * Evaluates another query. A slow statement is queried less and less often.
     *
     * @param activity activity of the backend, or null if the server does not know it
     */
    FlowState judge(@Nullable BackendActivity activity, long now) {
        FlowState verdict = verdict(activity);
        looked = true;
        last = activity;
        pause = verdict == FlowState.SLOW ? longer(pause) : GRACE;
        nextLook = now + pause.toNanos();
        return verdict;
    }

    private FlowState verdict(@Nullable BackendActivity activity) {
        if (flow.isWriting()) {
            return FlowState.whileWriting(last, activity, looked && flow.isQuietFor(SLOW_NETWORK));
        }
        return looked
                ? FlowState.of(last, activity, isReplyOwed())
                : FlowState.afterFirstQuery(activity, isReplyOwed());
    }

    /** A reply that has arrived in part is still owed, but a slow network may be delaying the rest. */
    private boolean isReplyOwed() {
        return flow.isReplyOwed() || (!flow.mayListen() && flow.isQuietFor(SLOW_NETWORK));
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
