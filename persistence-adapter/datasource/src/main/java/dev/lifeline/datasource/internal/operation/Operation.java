package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.work.SqlWork;
import org.jspecify.annotations.Nullable;

/** One operation on its way, with what is known of its attempts so far. Confined to one thread. */
public final class Operation<T> {
    private final boolean writes;
    private final Deadline deadline;
    private final SqlWork<T> work;
    private int attempts;
    private @Nullable FailedAttempt last;

    private Operation(boolean writes, Deadline deadline, SqlWork<T> work) {
        this.writes = writes;
        this.deadline = deadline;
        this.work = work;
    }

    /** Returns an operation that only reads. */
    public static <T> Operation<T> read(Deadline deadline, SqlWork<T> work) {
        return new Operation<>(false, deadline, work);
    }

    /** Returns an operation that needs a server that takes writes. */
    public static <T> Operation<T> write(Deadline deadline, SqlWork<T> work) {
        return new Operation<>(true, deadline, work);
    }

    boolean writes() {
        return writes;
    }

    Deadline deadline() {
        return deadline;
    }

    SqlWork<T> work() {
        return work;
    }

    /** Returns the attempt that failed last, or null before the first failure. */
    @Nullable
    FailedAttempt last() {
        return last;
    }

    /** Returns the number of the attempt that ends now: 1 for the first. */
    int endAttempt() {
        attempts++;
        return attempts;
    }

    /** Notes a failed attempt, with the one before it as the suppressed exception that says how it began. */
    void failed(FailedAttempt attempt) {
        if (last != null && last.thrown() != attempt.thrown()) {
            attempt.thrown().addSuppressed(last.thrown());
        }
        last = attempt;
    }
}
