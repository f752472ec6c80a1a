/** Export of metrics. */
@NullMarked
package dev.lifeline.domain.metrics;

import org.jspecify.annotations.NullMarked;
