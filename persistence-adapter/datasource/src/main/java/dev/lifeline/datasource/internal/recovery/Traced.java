package dev.lifeline.datasource.internal.recovery;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An operation that is passed to a tracer. Keeps the outcome even if the tracer loses it. Confined to one thread. */
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

    /** Returns the exception of the operation, or null. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /** Returns the result of the operation, or throws its exception. */
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
