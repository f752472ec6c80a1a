/** Watches the database, brings the connections back, and repeats what may be repeated. */
@NullMarked
package dev.lifeline.datasource.internal.recovery;

import org.jspecify.annotations.NullMarked;
