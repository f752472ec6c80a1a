package dev.lifeline.datasource.internal.write;

import dev.lifeline.datasource.internal.operation.Deadline;
import dev.lifeline.datasource.internal.sentinel.Backend;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.domain.write.WriteToken;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** State of one write across its attempts. Confined to one thread. */
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

    /** Returns the time limit of the write. */
    Duration limit() {
        return limit;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Records an attempt with a transaction that may still exist on the server, with its locks. */
    void leftOpen(@Nullable Backend backend) {
        broken = true;
        if (backend != null) {
            leftBehind.add(backend);
        }
    }

    /** Returns whether a transaction of an earlier attempt may still exist. */
    boolean isBroken() {
        return broken;
    }

    /** Returns the known backends of such attempts, in order. */
    Set<Backend> leftBehind() {
        return leftBehind;
    }

    /** Records that the response to a COMMIT was lost. */
    void doubt() {
        inDoubt = true;
    }

    /** Records that a receipt exists. Unless a COMMIT is in doubt, it belongs to an earlier write. */
    void found() {
        replay |= !inDoubt;
    }

    /** Returns whether an earlier write had already committed. */
    boolean isReplay() {
        return replay;
    }

    /** Records that the outcome of all earlier attempts is known. */
    void resolve() {
        inDoubt = false;
    }

    /** Returns whether an earlier attempt may have committed. */
    boolean isInDoubt() {
        return inDoubt;
    }
}
