package dev.lifeline.datasource.internal.failure;

import dev.lifeline.domain.connection.FailureReason;

/**
 * A classified failure.
 *
 * @param kind what the failure means
 * @param reason reason that may leave the process
 */
public record Failure(FailureKind kind, FailureReason reason) {}
