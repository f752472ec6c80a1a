package dev.lifeline.persistence.internal.batch;

import dev.lifeline.domain.connection.CallerCancellation;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * How many callers still want the result of a statement that they share. The caller that runs it is one of them. Safe for use by
 * several threads.
 */
final class SharedInterest {
    private final AtomicInteger interested;
    private final CallerCancellation all = new CallerCancellation();

    SharedInterest(int callers) {
        interested = new AtomicInteger(callers);
    }

    /** One caller no longer wants the result. Does not block. */
    void lose() {
        if (interested.decrementAndGet() == 0) {
            all.cancel();
        }
    }

    /** Runs the statement on the calling thread; cancels it when no caller wants its result. */
    <T> T during(Supplier<T> statement) {
        var result = new AtomicReference<T>();
        CallerCancellation.Registration own = CallerCancellation.current().onCancel(this::lose);
        try {
            all.run(() -> result.set(statement.get()));
            return Objects.requireNonNull(result.get(), "result");
        } finally {
            own.close();
        }
    }
}
