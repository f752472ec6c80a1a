/** Phases of the running service, as its health checks report them. */
@NullMarked
package dev.lifeline.domain.lifecycle;

import org.jspecify.annotations.NullMarked;
