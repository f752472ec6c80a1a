package dev.lifeline.datasource.internal.sentinel;

import dev.lifeline.domain.connection.ConnectionEvent.WaitVerdict;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Verdict about a connection on which a thread waits. */
enum FlowState {
    /** No reply will arrive on the connection. */
    DEAD(WaitVerdict.DEAD),
    /** The server is working on the statement, or may be working on it: the connection must not be closed. */
    SLOW(WaitVerdict.SLOW),
    /** Another query is needed. */
    OPEN(WaitVerdict.UNDECIDED);

    private final WaitVerdict verdict;

    FlowState(WaitVerdict verdict) {
        this.verdict = verdict;
    }

    /** Returns the verdict for reports. */
    WaitVerdict verdict() {
        return verdict;
    }

    /** Returns the verdict after the first query, which is never {@link #DEAD}, because a reply may be in transit. */
    static FlowState afterFirstQuery(@Nullable BackendActivity activity, boolean replyOwed) {
        return isStuck(activity, replyOwed) ? OPEN : SLOW;
    }

    /**
     * Returns the verdict after two queries during the same wait.
     *
     * @param first previous activity, or null if the server did not know the backend
     * @param second current activity, or null if the server does not know the backend
     * @param replyOwed whether data was sent and none has been received since
     */
    static FlowState of(@Nullable BackendActivity first, @Nullable BackendActivity second, boolean replyOwed) {
        if (!isStuck(second, replyOwed)) {
            return SLOW;
        }
        return Objects.equals(first, second) ? DEAD : OPEN;
    }

    /**
     * Returns the verdict about a connection that is blocked in a write. To the server, a slow network looks like a
     * dead connection; only the duration distinguishes them.
     *
     * @param first previous activity, or null if the server did not know the backend
     * @param second current activity, or null if the server does not know the backend
     * @param blockedLong whether the write has been blocked for longer than a slow network explains
     */
    static FlowState whileWriting(
            @Nullable BackendActivity first, @Nullable BackendActivity second, boolean blockedLong) {
        boolean takesNothing = second == null || (!second.isUnknown() && (second.isReceiving() || second.isSending()));
        if (!takesNothing) {
            return SLOW;
        }
        return blockedLong && Objects.equals(first, second) ? DEAD : OPEN;
    }

    /**
     * Returns whether no reply can arrive: the backend does not exist, or is idle although a reply is owed, or waits
     * for the client to receive its data. In the last case its state is "active", which is no sign of life. An idle
     * backend is healthy if no reply is owed, for example while the client listens for notifications.
     */
    private static boolean isStuck(@Nullable BackendActivity activity, boolean replyOwed) {
        if (activity == null) {
            return true;
        }
        return !activity.isUnknown() && (activity.isSending() || (replyOwed && activity.isIdle()));
    }
}
