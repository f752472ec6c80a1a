package dev.lifeline.monitoring.internal.alert;

/** An alert on its way, and when it set out, by the ticker. */
record Letter(Alert alert, long sinceNanos) {}
