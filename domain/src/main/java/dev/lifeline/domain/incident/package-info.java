/** Incidents of the connection: outages and degradations, past and ongoing. */
@NullMarked
package dev.lifeline.domain.incident;

import org.jspecify.annotations.NullMarked;
