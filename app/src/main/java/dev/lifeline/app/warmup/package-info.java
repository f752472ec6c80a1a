/** Requests that the service sends to itself, so that others need not be the first. */
@NullMarked
package dev.lifeline.app.warmup;

import org.jspecify.annotations.NullMarked;
