/** Recovery engine: checks the database, restores connections and supervises itself. */
@NullMarked
package dev.lifeline.datasource.internal.recovery;

import org.jspecify.annotations.NullMarked;
