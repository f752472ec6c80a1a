package dev.lifeline.monitoring.internal.trace;

import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/**
 * How an operation failed, as its span tells it: in a closed vocabulary where it is the database's doing, and by the class of
 * the exception where it is somebody else's. Messages are not told: they may name hosts, users and statements.
 *
 * @param type for programs
 * @param text for people
 */
record SpanFailure(String type, String text) {

    static SpanFailure of(Throwable thrown) {
        if (thrown instanceof DatabaseUnavailableException unavailable) {
            return new SpanFailure(
                    Names.label(unavailable.reason()), unavailable.reason().text());
        }
        if (thrown instanceof TransactionInDoubtException) {
            return new SpanFailure("outcome_unknown", "Outcome unknown");
        }
        if (thrown instanceof DatabaseOperationException) {
            return new SpanFailure("statement_refused", "Statement refused");
        }
        return new SpanFailure(thrown.getClass().getName(), "");
    }

    void mark(Span span) {
        span.setAttribute(Names.ERROR_TYPE, type);
        span.setStatus(StatusCode.ERROR, text);
    }
}
