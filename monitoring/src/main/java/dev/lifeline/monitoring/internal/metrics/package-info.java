/** Metrics of the connection, HTTP requests and the process, and their export. */
@NullMarked
package dev.lifeline.monitoring.internal.metrics;

import org.jspecify.annotations.NullMarked;
