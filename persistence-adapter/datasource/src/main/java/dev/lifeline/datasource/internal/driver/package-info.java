/** Parameters of the PostgreSQL driver and their libpq names. */
@NullMarked
package dev.lifeline.datasource.internal.driver;

import org.jspecify.annotations.NullMarked;
