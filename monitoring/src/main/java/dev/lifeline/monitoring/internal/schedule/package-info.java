/** Periodic tasks on separate threads. */
@NullMarked
package dev.lifeline.monitoring.internal.schedule;

import org.jspecify.annotations.NullMarked;
