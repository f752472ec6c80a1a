/** Batches queued look-ups, so that one statement answers many of them. */
@NullMarked
package dev.lifeline.datasource.internal.batch;

import org.jspecify.annotations.NullMarked;
