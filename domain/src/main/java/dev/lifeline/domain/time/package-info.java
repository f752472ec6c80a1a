/** Injected time source, so that tests control the time. */
@NullMarked
package dev.lifeline.domain.time;

import org.jspecify.annotations.NullMarked;
