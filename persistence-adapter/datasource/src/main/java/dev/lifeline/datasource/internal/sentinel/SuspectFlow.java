package dev.lifeline.datasource.internal.sentinel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One wait on one flow that takes long, and what was found out about it so far. Confined to one thread. */
final class SuspectFlow {
    /** Between the two looks that a verdict takes: an answer that is on its way arrives in less. */
    private static final Duration GRACE = Duration.ofMillis(300);

    /**
     * A send buffer accepts bytes again only after a third of it is free: with 4 MB, the default limit of Linux, 4 s suffice for a
     * network of 350 KB/s.
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

    /** Whether the wait is over that it is about. */
    boolean isOver() {
        return flow.isClosed() || flow.progress() != progress;
    }

    boolean isDue(long now) {
        return now - nextLook >= 0;
    }

    /** What the last look saw, in the server's words. */
    String seen() {
        if (!looked) {
            return "nothing";
        }
        return last == null ? "no such backend" : last.text();
    }

    /**
     * Takes the next look into account. A query that is slow is looked at ever more rarely.
     *
     * @param activity what the server says of the backend, or null if it knows none
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
                ? FlowState.of(last, activity, flow.isReplyOwed())
                : FlowState.atFirstSight(activity, flow.isReplyOwed());
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
