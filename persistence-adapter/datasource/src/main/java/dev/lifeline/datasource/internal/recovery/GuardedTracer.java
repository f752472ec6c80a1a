package dev.lifeline.datasource.internal.recovery;

import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.domain.connection.DatabaseOperation;
import dev.lifeline.domain.connection.OperationEvent;
import dev.lifeline.domain.port.out.OperationTracer;
import java.util.function.Supplier;

/** Protects operations from a tracer that throws. */
public record GuardedTracer(OperationTracer tracer) implements OperationTracer {
    private static final System.Logger LOG = System.getLogger(GuardedTracer.class.getName());

    @Override
    public <T> T trace(DatabaseOperation operation, Supplier<T> run) {
        Traced<T> traced = new Traced<>(run);
        try {
            T returned = tracer.trace(operation, traced);
            return traced.hasRun() ? traced.outcome() : returned;
        } catch (RuntimeException | Error e) {
            if (e != traced.thrown()) {
                LOG.log(ERROR, "The operation tracer failed; the operation continues", e);
            }
            return traced.hasRun() ? traced.outcome() : run.get();
        }
    }

    @Override
    public void on(OperationEvent event) {
        try {
            tracer.on(event);
        } catch (Throwable e) {
            LOG.log(ERROR, "The operation tracer failed on " + event.getClass().getSimpleName(), e);
        }
    }
}
