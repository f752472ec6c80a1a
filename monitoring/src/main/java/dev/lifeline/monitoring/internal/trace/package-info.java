/** Spans through OpenTelemetry. */
@NullMarked
package dev.lifeline.monitoring.internal.trace;

import org.jspecify.annotations.NullMarked;
