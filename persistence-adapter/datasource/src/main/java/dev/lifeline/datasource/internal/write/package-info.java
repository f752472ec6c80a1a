/** Writes that are neither lost nor doubled: each leaves a receipt in its own transaction. */
@NullMarked
package dev.lifeline.datasource.internal.write;

import org.jspecify.annotations.NullMarked;
