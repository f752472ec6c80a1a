package dev.lifeline.monitoring.internal.alert;

/** A queued alert, with the ticker time at which it was queued. */
record QueuedAlert(Alert alert, long sinceNanos) {}
