/** Monitoring over HTTP: status, incidents, and a stream of events. */
@NullMarked
package dev.lifeline.rest.internal.monitoring;

import org.jspecify.annotations.NullMarked;
