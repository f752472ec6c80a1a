/** Measurements on their way out of the process. */
@NullMarked
package dev.lifeline.domain.metrics;

import org.jspecify.annotations.NullMarked;
