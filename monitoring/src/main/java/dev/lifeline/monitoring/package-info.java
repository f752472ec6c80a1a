/**
 * Monitors the connection periodically and reports it in log lines and metrics; traces operations and requests. An
 * adapter that depends only on the domain's events and ports.
 */
@NullMarked
package dev.lifeline.monitoring;

import org.jspecify.annotations.NullMarked;
