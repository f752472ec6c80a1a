/** Time that comes in from outside, so that tests can turn it. */
@NullMarked
package dev.lifeline.domain.time;

import org.jspecify.annotations.NullMarked;
