/** Phases of the running service, as its health endpoints report them. */
@NullMarked
package dev.lifeline.domain.lifecycle;

import org.jspecify.annotations.NullMarked;
