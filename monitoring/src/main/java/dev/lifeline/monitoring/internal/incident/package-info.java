/** Derives incidents from connection events, and keeps them in memory and, if configured, in a file. */
@NullMarked
package dev.lifeline.monitoring.internal.incident;

import org.jspecify.annotations.NullMarked;
