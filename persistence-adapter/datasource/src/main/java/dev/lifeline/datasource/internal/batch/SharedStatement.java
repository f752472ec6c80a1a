package dev.lifeline.datasource.internal.batch;

import dev.lifeline.domain.connection.CallerCancellation;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * A statement that several callers share. It is cancelled as soon as no caller waits for its result. Safe for use by
 * several threads.
 */
final class SharedStatement {
    private final CallerCancellation leader = CallerCancellation.current();
    private final CallerCancellation statement = new CallerCancellation();
    private final List<? extends PendingLookup<?, ?>> others;

    /** @param others the other callers; the one that creates this object runs the statement */
    SharedStatement(List<? extends PendingLookup<?, ?>> others) {
        this.others = others;
    }

    /** Runs the statement on the calling thread. */
    <T> T run(Supplier<T> work) {
        if (!leader.isPossible()) {
            return work.get();
        }
        var result = new AtomicReference<T>();
        Runnable check = this::cancelIfUnwanted;
        others.forEach(other -> other.onAbandoned(check));
        leader.onCancel(check);
        try {
            statement.run(() -> result.set(work.get()));
        } finally {
            leader.remove(check);
        }
        return Objects.requireNonNull(result.get(), "result");
    }

    /** Cancels the statement if all callers have left. Each caller that leaves runs this check. */
    private void cancelIfUnwanted() {
        if (leader.isCancelled() && others.stream().allMatch(PendingLookup::isAbandoned)) {
            statement.cancel();
        }
    }
}
