package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.internal.failure.Failure;

/**
 * An attempt that failed.
 *
 * @param number 1 for the first of an operation
 * @param failure what its end means
 * @param thrown how it ended
 * @param signal given when the database is found well after that
 */
record FailedAttempt(int number, Failure failure, RuntimeException thrown, RecoverySignal.Ticket signal) {}
