/** What the remote monitor is told and what it tells: values, safe for use by several threads. */
@NullMarked
package dev.lifeline.monitoring.remote;

import org.jspecify.annotations.NullMarked;
