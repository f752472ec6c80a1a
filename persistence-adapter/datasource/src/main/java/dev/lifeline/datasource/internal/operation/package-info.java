/** Where work waits while the database cannot be used. */
@NullMarked
package dev.lifeline.persistence.internal.gate;

import org.jspecify.annotations.NullMarked;
