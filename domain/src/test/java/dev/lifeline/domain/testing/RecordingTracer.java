package dev.lifeline.domain.testing;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.OperationEvent;
import dev.lifeline.domain.port.out.OperationTracer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Tracer that keeps operations and their events. Safe for use by several threads. */
public final class RecordingTracer implements OperationTracer {
    private final List<DatabaseOperation> operations = new CopyOnWriteArrayList<>();
    private final List<OperationEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public <T> T trace(DatabaseOperation operation, Supplier<T> run) {
        operations.add(operation);
        return run.get();
    }

    @Override
    public void on(OperationEvent event) {
        events.add(event);
    }

    /** Returns the operations, in order of their start. */
    public List<DatabaseOperation> operations() {
        return List.copyOf(operations);
    }

    /** Returns the events of all operations, in order. */
    public List<OperationEvent> events() {
        return List.copyOf(events);
    }
}
