/** Projects as table rows, through Hibernate. */
@NullMarked
package dev.lifeline.persistence.internal.hibernate;

import org.jspecify.annotations.NullMarked;
