package dev.lifeline.domain.port.out;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.OperationEvent;
import java.util.function.Supplier;

/**
 * Traces each database operation from start to end. The defaults trace nothing, at no cost. All calls for one
 * operation, including its events, happen on the thread that runs the operation. Implementations must be fast, must
 * throw no exceptions other than the operation's, and must be safe for use by several threads.
 */
public interface OperationTracer {

    /** Runs the operation exactly once and returns its result or throws its exception. */
    default <T> T trace(DatabaseOperation operation, Supplier<T> run) {
        return run.get();
    }

    /** Handles an event of the operation that runs on this thread. Without effect if no operation runs on it. */
    default void on(OperationEvent event) {}
}
