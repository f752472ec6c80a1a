/** What went wrong with the connection and when: outages and degradations, those that are over and those under way. */
@NullMarked
package dev.lifeline.domain.incident;

import org.jspecify.annotations.NullMarked;
