/** JDBC connections: one that checks what its driver does not, and a base for wrappers. */
@NullMarked
package dev.lifeline.datasource.internal.jdbc;

import org.jspecify.annotations.NullMarked;
