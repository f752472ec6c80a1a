package dev.lifeline.datasource.internal.sentinel;

import dev.lifeline.domain.connection.ConnectionEvent.WaitVerdict;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is to be thought of a flow on which somebody waits. */
enum FlowState {
    /** Whatever comes, it will not come over this flow. */
    DEAD(WaitVerdict.DEAD),
    /** The server works on it, or may do so: leave it alone. */
    SLOW(WaitVerdict.SLOW),
    /** Another look is needed. */
    OPEN(WaitVerdict.UNDECIDED);

    private final WaitVerdict told;

    FlowState(WaitVerdict told) {
        this.told = told;
    }

    /** The verdict as others are told of it. */
    WaitVerdict told() {
        return told;
    }

    /** Judges by a first look, which never suffices for the worst: an answer may be on its way. */
    static FlowState atFirstSight(@Nullable BackendActivity activity, boolean replyOwed) {
        return isStuck(activity, replyOwed) ? OPEN : SLOW;
    }

    /**
     * Judges by two looks at the same wait.
     *
     * @param first what the server said before, or null if it knew no such backend
     * @param second what it says now, or null if it knows no such backend
     * @param replyOwed whether we sent something, and nothing has come since
     */
    static FlowState of(@Nullable BackendActivity first, @Nullable BackendActivity second, boolean replyOwed) {
        if (!isStuck(second, replyOwed)) {
            return SLOW;
        }
        return Objects.equals(first, second) ? DEAD : OPEN;
    }

    /**
     * Judges a flow whose local end is blocked in a write. A slow network looks the same to the server: only the length of the
     * blockage tells it from a dead flow.
     *
     * @param first what the server said before, or null if it knew no such backend
     * @param second what it says now, or null if it knows no such backend
     * @param blockedLong whether the write has made no progress for longer than a slow network explains
     */
    static FlowState whileWriting(
            @Nullable BackendActivity first, @Nullable BackendActivity second, boolean blockedLong) {
        boolean takesNothing = second == null || (!second.isUntold() && (second.isReceiving() || second.isSending()));
        if (!takesNothing) {
            return SLOW;
        }
        return blockedLong && Objects.equals(first, second) ? DEAD : OPEN;
    }

    /**
     * Whether no answer can come: the backend is gone, or has nothing to do although we asked, or waits for us to take what it
     * sends. That it is "active" proves no life in this last case. One that has nothing to do while we only listen, for
     * notifications say, is well.
     */
    private static boolean isStuck(@Nullable BackendActivity activity, boolean replyOwed) {
        if (activity == null) {
            return true;
        }
        return !activity.isUntold() && (activity.isSending() || (replyOwed && activity.isWaitingForUs()));
    }
}
