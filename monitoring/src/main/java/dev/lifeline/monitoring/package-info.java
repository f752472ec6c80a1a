/**
 * Watches the connection on a schedule and tells of it, in log lines and in metrics; traces operations and requests. An
 * adapter: made of what the domain's events and ports say, and of nothing else.
 */
@NullMarked
package dev.lifeline.monitoring;

import org.jspecify.annotations.NullMarked;
