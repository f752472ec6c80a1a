/**
 * Projects, health and metrics over HTTP: an adapter on the driving side of the hexagon, on the Jakarta REST API alone.
 *
 * <p>Whatever fails is answered with a problem of RFC 9457 ({@code application/problem+json}), whatever the caller accepts,
 * and no problem tells of hosts, users, statements or stack traces. Where the status says everything, the problem's type is
 * {@code about:blank}; otherwise it is one of these relative references, which are names and lead nowhere:
 *
 * <ul>
 *   <li>{@code /problems/invalid-input}: 400; the member {@code field} names what to mend, if it is one field
 *   <li>{@code /problems/slug-already-taken}: 409, with the member {@code field}
 *   <li>{@code /problems/database-unavailable}: 503 with {@code Retry-After}; the member {@code reason} is the text of a
 *       {@link dev.lifeline.domain.connection.FailureReason}
 *   <li>{@code /problems/outcome-unknown}: 503 with {@code Retry-After}; the write may or may not have happened
 *   <li>{@code /problems/unexpected-failure}: 500; the member {@code errorId} is also in the log, next to the stack trace
 * </ul>
 *
 * <p>Where a request belongs to a trace, every problem has the member {@code traceId}.
 */
@NullMarked
package dev.lifeline.rest;

import org.jspecify.annotations.NullMarked;
