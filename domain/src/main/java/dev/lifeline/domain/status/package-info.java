/** Status of the running service, at one moment and as a stream of events. */
@NullMarked
package dev.lifeline.domain.status;

import org.jspecify.annotations.NullMarked;
