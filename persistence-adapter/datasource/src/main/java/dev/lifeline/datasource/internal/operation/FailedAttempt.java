package dev.lifeline.datasource.internal.operation;

import dev.lifeline.datasource.internal.failure.Failure;

/**
 * A failed attempt.
 *
 * @param number number of the attempt; 1 for the first of an operation
 * @param failure classified failure
 * @param thrown exception of the attempt
 * @param signal signal that the database was found healthy after the failure
 */
record FailedAttempt(int number, Failure failure, RuntimeException thrown, RecoverySignal.Ticket signal) {}
