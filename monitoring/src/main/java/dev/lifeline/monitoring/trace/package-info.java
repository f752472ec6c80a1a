/** Data that request tracing needs from the server. */
@NullMarked
package dev.lifeline.monitoring.trace;

import org.jspecify.annotations.NullMarked;
