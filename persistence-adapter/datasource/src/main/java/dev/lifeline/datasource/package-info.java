/** Data source for PostgreSQL with self-recovering connections. */
@NullMarked
package dev.lifeline.datasource;

import org.jspecify.annotations.NullMarked;
