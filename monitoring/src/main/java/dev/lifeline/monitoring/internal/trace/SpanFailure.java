package dev.lifeline.monitoring.internal.trace;

import dev.lifeline.domain.connection.DatabaseOperationException;
import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/**
 * Failure of an operation, as shown in its span: a value of a closed set if the database caused it, otherwise the class
 * of the exception. Messages are omitted, because they may contain hosts, users and statements.
 *
 * @param type for programs
 * @param text for people
 */
record SpanFailure(String type, String text) {

    static SpanFailure of(Throwable thrown) {
        if (thrown instanceof DatabaseUnavailableException unavailable) {
            return new SpanFailure(
                    AttributeNames.label(unavailable.reason()),
                    unavailable.reason().text());
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
        span.setAttribute(AttributeNames.ERROR_TYPE, type);
        span.setStatus(StatusCode.ERROR, text);
    }
}
