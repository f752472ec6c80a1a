package dev.lifeline.persistence.internal.policy;

import dev.lifeline.persistence.internal.failure.Failure;
import dev.lifeline.persistence.internal.gate.RecoverySignal;

/**
 * An attempt that failed.
 *
 * @param number 1 for the first of an operation
 * @param failure what its end means
 * @param thrown how it ended
 * @param signal given when the database is found well after that
 */
record FailedAttempt(int number, Failure failure, Throwable thrown, RecoverySignal.Ticket signal) {}
