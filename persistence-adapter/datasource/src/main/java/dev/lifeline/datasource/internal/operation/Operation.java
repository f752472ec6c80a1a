package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.work.SqlWork;
import org.jspecify.annotations.Nullable;

/** One operation with the state of its attempts. Confined to one thread. */
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

    /** Returns an operation that requires a server that accepts writes. */
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

    /** Returns the last failed attempt, or null before the first failure. */
    @Nullable
    FailedAttempt last() {
        return last;
    }

    /** Counts an attempt and returns its number; 1 for the first. */
    int endAttempt() {
        attempts++;
        return attempts;
    }

    /** Records a failed attempt and adds the exception of the previous one as suppressed. */
    void failed(FailedAttempt attempt) {
        if (last != null && last.thrown() != attempt.thrown()) {
            attempt.thrown().addSuppressed(last.thrown());
        }
        last = attempt;
    }
}
