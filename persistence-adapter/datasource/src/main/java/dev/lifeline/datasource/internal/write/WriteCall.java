package dev.lifeline.datasource.internal.write;

import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.datasource.internal.sentinel.Backend;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.domain.write.WriteToken;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of one write across its attempts. Confined to one thread. */
final class WriteCall {
    private final WriteToken token;
    private final Duration limit;
    private final Deadline deadline;
    private final Set<Backend> leftBehind = new LinkedHashSet<>();
    private boolean broken;
    private boolean inDoubt;
    private boolean replay;

    WriteCall(WriteToken token, Duration limit, Ticker ticker) {
        this.token = token;
        this.limit = limit;
        this.deadline = Deadline.in(limit, ticker);
    }

    WriteToken token() {
        return token;
    }

    /** Returns how much time there was in the beginning. */
    Duration limit() {
        return limit;
    }

    Deadline deadline() {
        return deadline;
    }

    /** An attempt ended in a way that may leave its transaction, and so its locks, behind on the server. */
    void brokeOff(@Nullable Backend backend) {
        broken = true;
        if (backend != null) {
            leftBehind.add(backend);
        }
    }

    /** Whether an earlier attempt may have left its transaction behind. */
    boolean isBroken() {
        return broken;
    }

    /** The server's processes that earlier attempts may have left behind, as far as they are known, in order. */
    Set<Backend> leftBehind() {
        return leftBehind;
    }

    /** The answer to a COMMIT was lost. */
    void doubt() {
        inDoubt = true;
    }

    /** There is a receipt. If no COMMIT of ours is in doubt, it is of a write that was done before. */
    void found() {
        replay |= !inDoubt;
    }

    /** Whether the write had been done before this call. */
    boolean isReplay() {
        return replay;
    }

    /** It is known now what became of all earlier attempts. */
    void resolve() {
        inDoubt = false;
    }

    /** Whether an earlier attempt may have committed. */
    boolean isInDoubt() {
        return inDoubt;
    }
}
