/** Metrics over HTTP. */
@NullMarked
package dev.lifeline.rest.internal.metrics;

import org.jspecify.annotations.NullMarked;
