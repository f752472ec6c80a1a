/**
 * Projects in PostgreSQL, with connections that recover by themselves. {@link dev.lifeline.persistence.ProjectStore} is the
 * only way in; everything in {@code internal} may change at any time.
 */
@NullMarked
package dev.lifeline.persistence;

import org.jspecify.annotations.NullMarked;
