/** Look-ups by key that share statements while the database is busy: part of what embedders use. */
@NullMarked
package dev.lifeline.persistence.lookup;

import org.jspecify.annotations.NullMarked;
