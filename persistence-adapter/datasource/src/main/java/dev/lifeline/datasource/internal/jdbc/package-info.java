/** JDBC connections: one that verifies what the driver does not, and base classes for wrappers. */
@NullMarked
package dev.lifeline.datasource.internal.jdbc;

import org.jspecify.annotations.NullMarked;
