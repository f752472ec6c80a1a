/** Gathers look-ups that have to wait anyway, so that one statement answers many of them. */
@NullMarked
package dev.lifeline.datasource.internal.batch;

import org.jspecify.annotations.NullMarked;
