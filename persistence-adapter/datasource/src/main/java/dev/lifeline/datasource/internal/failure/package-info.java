/** What a failure means: one table from SQLSTATE and shape to kind, and nobody else decides. */
@NullMarked
package dev.lifeline.datasource.internal.failure;

import org.jspecify.annotations.NullMarked;
