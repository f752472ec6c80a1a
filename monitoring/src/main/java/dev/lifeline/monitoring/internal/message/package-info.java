/** Messages about the connection: each event becomes at most one message, which the log and the event streams share. */
@NullMarked
package dev.lifeline.monitoring.internal.message;

import org.jspecify.annotations.NullMarked;
