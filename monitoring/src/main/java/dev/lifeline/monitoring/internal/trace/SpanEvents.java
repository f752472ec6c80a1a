package dev.lifeline.monitoring.internal.trace;

import dev.lifeline.domain.connection.OperationEvent;
import dev.lifeline.domain.connection.OperationEvent.AttemptFailed;
import dev.lifeline.domain.connection.OperationEvent.OutcomeResolved;
import dev.lifeline.domain.connection.OperationEvent.Waited;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.TimeUnit;

/** Converts events of an operation to span events. */
final class SpanEvents {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private SpanEvents() {}

    static void add(Span span, OperationEvent event) {
        if (event instanceof AttemptFailed failed) {
            span.setAttribute(Names.FAILED_ATTEMPTS, failed.attempt());
            span.addEvent(
                    "lifeline.attempt_failed",
                    Attributes.of(Names.ATTEMPT, (long) failed.attempt(), Names.REASON, Names.label(failed.reason())));
        } else if (event instanceof Waited waited) {
            span.addEvent(
                    "lifeline.waited",
                    Attributes.of(
                            Names.WAIT_FOR,
                            Names.label(waited.what()),
                            Names.WAIT_SECONDS,
                            waited.took().toNanos() / NANOS_PER_SECOND,
                            Names.WAIT_IN_VAIN,
                            waited.inVain()));
        } else if (event instanceof OutcomeResolved resolved) {
            span.addEvent("lifeline.outcome_resolved", Attributes.of(Names.COMMITTED, resolved.committed()));
        } else if (event instanceof OperationEvent.ConflictMet) {
            span.addEvent("lifeline.conflict");
        } else if (event instanceof OperationEvent.Replayed) {
            span.addEvent("lifeline.replayed");
        }
    }
}
