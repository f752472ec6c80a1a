package dev.lifeline.domain.port.out;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.OperationEvent;
import java.util.function.Supplier;

/**
 * Follows each operation on the database from its beginning to its end; as it stands here, none, at no cost. Everything of one
 * operation, its events included, happens on the thread that called for it. Must be quick, must not throw of its own accord,
 * and be safe for use by several threads.
 */
public interface OperationTracer {

    /** Runs an operation, once, and returns or throws what it does. */
    default <T> T trace(DatabaseOperation operation, Supplier<T> run) {
        return run.get();
    }

    /** Something happened to the operation that runs on this thread; to none, if none does. */
    default void on(OperationEvent event) {}
}
