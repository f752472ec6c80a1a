/** What the tracing of requests needs to be told by whoever handles them. */
@NullMarked
package dev.lifeline.monitoring.trace;

import org.jspecify.annotations.NullMarked;
