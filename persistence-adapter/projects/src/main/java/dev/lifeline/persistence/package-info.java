/**
 * Projects in PostgreSQL, on self-recovering connections. {@link dev.lifeline.persistence.ProjectStore} is the entry
 * point; everything in {@code internal} may change at any time.
 */
@NullMarked
package dev.lifeline.persistence;

import org.jspecify.annotations.NullMarked;
