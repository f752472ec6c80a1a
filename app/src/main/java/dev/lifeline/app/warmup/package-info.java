/** Requests that the service sends to itself before it is ready, so that the first client requests are fast. */
@NullMarked
package dev.lifeline.app.warmup;

import org.jspecify.annotations.NullMarked;
