package dev.lifeline.datasource.internal.recovery;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets callers that want the same at the same time share one run of it. Safe for use by several threads. */
final class SingleFlight<T> {
    private @Nullable CompletableFuture<T> running;

    /** From now on nobody joins the run under way. */
    synchronized void forget() {
        running = null;
    }

    /** The run under way, or a new one if there is none. */
    synchronized CompletableFuture<T> join(Supplier<CompletableFuture<T>> start) {
        CompletableFuture<T> shared = running;
        if (shared == null || shared.isDone()) {
            shared = start.get();
            running = shared;
        }
        return shared;
    }
}
