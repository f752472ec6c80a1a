/**
 * Projects, health and metrics over HTTP: a driving adapter that depends only on the Jakarta REST API.
 *
 * <p>Each failure leads to a problem according to RFC 9457 ({@code application/problem+json}), whatever the client
 * accepts; no problem contains hosts, users, statements or stack traces. If the status describes the problem
 * completely, its type is {@code about:blank}; otherwise it is one of these relative references, which are names
 * without a resource:
 *
 * <ul>
 *   <li>{@code /problems/invalid-input}: 400; the member {@code field} names the field to correct, if it is a single
 *       field
 *   <li>{@code /problems/slug-already-taken}: 409, with the member {@code field}
 *   <li>{@code /problems/database-unavailable}: 503 with {@code Retry-After}; the member {@code reason} is the text of
 *       a {@link dev.lifeline.domain.connection.FailureReason}
 *   <li>{@code /problems/outcome-unknown}: 503 with {@code Retry-After}; the write may or may not have happened
 *   <li>{@code /problems/unexpected-failure}: 500; the member {@code errorId} is also in the log, next to the stack
 *       trace
 * </ul>
 *
 * <p>If the request belongs to a trace, each problem has the member {@code traceId}.
 */
@NullMarked
package dev.lifeline.rest;

import org.jspecify.annotations.NullMarked;
