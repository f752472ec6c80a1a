/** Schema migration with Flyway. */
@NullMarked
package dev.lifeline.persistence.internal.migration;

import org.jspecify.annotations.NullMarked;
