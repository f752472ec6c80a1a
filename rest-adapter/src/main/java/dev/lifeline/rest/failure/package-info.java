/** Meaning of request failures. */
@NullMarked
package dev.lifeline.rest.failure;

import org.jspecify.annotations.NullMarked;
