/**
 * Watches the connection on a schedule and tells of it, in log lines and in metrics. An adapter: made of what the domain's
 * events and its health port say, and of nothing else.
 */
@NullMarked
package dev.lifeline.monitoring;

import org.jspecify.annotations.NullMarked;
