package dev.lifeline.datasource.internal.recovery;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An operation that is handed to a tracer, and what became of it, whatever the tracer makes of that. Confined to one thread. */
final class Traced<T> implements Supplier<T> {
    private final Supplier<T> run;
    private boolean hasRun;
    private @Nullable T returned;
    private @Nullable Throwable thrown;

    Traced(Supplier<T> run) {
        this.run = run;
    }

    @Override
    public T get() {
        hasRun = true;
        try {
            T result = run.get();
            returned = result;
            return result;
        } catch (RuntimeException | Error e) {
            thrown = e;
            throw e;
        }
    }

    /** Returns whether the tracer ran the operation. */
    boolean hasRun() {
        return hasRun;
    }

    /** Returns how the operation failed, if it did. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /** Returns what the operation returned, or throws what it threw. */
    @SuppressWarnings("NullAway") // null only if the operation itself returned null
    T outcome() {
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        return returned;
    }
}
