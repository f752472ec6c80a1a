/** Idempotent writes: each stores a receipt in its transaction. */
@NullMarked
package dev.lifeline.datasource.internal.write;

import org.jspecify.annotations.NullMarked;
