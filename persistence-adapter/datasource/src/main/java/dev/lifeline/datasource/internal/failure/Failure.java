package dev.lifeline.datasource.internal.failure;

import dev.lifeline.domain.connection.FailureReason;

/**
 * A failure, judged.
 *
 * @param reason what may be told of it
 */
public record Failure(FailureKind kind, FailureReason reason) {}
