package dev.lifeline.monitoring.internal.trace;

import dev.lifeline.domain.connection.OperationEvent;
import dev.lifeline.domain.connection.OperationEvent.AttemptFailed;
import dev.lifeline.domain.connection.OperationEvent.ConflictMet;
import dev.lifeline.domain.connection.OperationEvent.OutcomeResolved;
import dev.lifeline.domain.connection.OperationEvent.Replayed;
import dev.lifeline.domain.connection.OperationEvent.Waited;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.util.concurrent.TimeUnit;

/** Adds events of an operation to its span. Confined to the thread of the operation. */
final class SpanEvents implements OperationEvent.Visitor {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Span span;

    SpanEvents(Span span) {
        this.span = span;
    }

    @Override
    public void visit(AttemptFailed event) {
        span.setAttribute(AttributeNames.FAILED_ATTEMPTS, event.attempt());
        span.addEvent(
                "lifeline.attempt_failed",
                Attributes.of(
                        AttributeNames.ATTEMPT,
                        (long) event.attempt(),
                        AttributeNames.REASON,
                        AttributeNames.label(event.reason())));
    }

    @Override
    public void visit(ConflictMet event) {
        span.addEvent("lifeline.conflict");
    }

    @Override
    public void visit(Waited event) {
        span.addEvent(
                "lifeline.waited",
                Attributes.of(
                        AttributeNames.WAIT_FOR,
                        AttributeNames.label(event.what()),
                        AttributeNames.WAIT_SECONDS,
                        event.took().toNanos() / NANOS_PER_SECOND,
                        AttributeNames.WAIT_IN_VAIN,
                        event.inVain()));
    }

    @Override
    public void visit(OutcomeResolved event) {
        span.addEvent("lifeline.outcome_resolved", Attributes.of(AttributeNames.COMMITTED, event.committed()));
    }

    @Override
    public void visit(Replayed event) {
        span.addEvent("lifeline.replayed");
    }
}
