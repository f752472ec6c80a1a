package dev.lifeline.datasource.internal.recovery;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets concurrent callers share one run of a task. Safe for use by several threads. */
final class SingleFlight<T> {
    private @Nullable CompletableFuture<T> running;

    /** Prevents further callers from joining the current run. */
    synchronized void forget() {
        running = null;
    }

    /** Returns the current run, or starts one. */
    synchronized CompletableFuture<T> join(Supplier<CompletableFuture<T>> start) {
        CompletableFuture<T> shared = running;
        if (shared == null || shared.isDone()) {
            shared = start.get();
            running = shared;
        }
        return shared;
    }
}
