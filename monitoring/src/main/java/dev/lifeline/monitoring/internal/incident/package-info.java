/** Makes incidents of the connection's events, and keeps them: in memory, and in a file if there is a place for it. */
@NullMarked
package dev.lifeline.monitoring.internal.incident;

import org.jspecify.annotations.NullMarked;
