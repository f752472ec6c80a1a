package dev.lifeline.monitoring.internal.alert;

/** A queued alert, with the ticker time at which it was queued. */
record Letter(Alert alert, long sinceNanos) {}
