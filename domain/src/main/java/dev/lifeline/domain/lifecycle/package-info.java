/** The phases of the running service, as its probes report them. */
@NullMarked
package dev.lifeline.domain.lifecycle;

import org.jspecify.annotations.NullMarked;
