/** The service over HTTP as those see it who look after it: status, incidents, and a stream of what happens. */
@NullMarked
package dev.lifeline.rest.internal.monitoring;

import org.jspecify.annotations.NullMarked;
