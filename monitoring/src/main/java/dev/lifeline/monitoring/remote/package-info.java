/** Settings and results of the remote monitor: immutable values, safe for use by several threads. */
@NullMarked
package dev.lifeline.monitoring.remote;

import org.jspecify.annotations.NullMarked;
