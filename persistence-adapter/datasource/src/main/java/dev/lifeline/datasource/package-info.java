/** A data source for PostgreSQL whose connections recover by themselves. */
@NullMarked
package dev.lifeline.datasource;

import org.jspecify.annotations.NullMarked;
