/** What there is to be seen of the running service, at one moment and as it happens. */
@NullMarked
package dev.lifeline.domain.status;

import org.jspecify.annotations.NullMarked;
