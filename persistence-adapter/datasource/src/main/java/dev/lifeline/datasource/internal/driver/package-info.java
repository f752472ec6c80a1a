/** Parameters of the PostgreSQL driver, and their names in libpq. */
@NullMarked
package dev.lifeline.datasource.internal.driver;

import org.jspecify.annotations.NullMarked;
