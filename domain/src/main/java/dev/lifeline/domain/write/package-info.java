/** Writes that run exactly once: the token of a write and its result. */
@NullMarked
package dev.lifeline.domain.write;

import org.jspecify.annotations.NullMarked;
