/** Settings of a database: immutable and validated on creation, with the defaults in {@code defaults()}. */
@NullMarked
package dev.lifeline.datasource.config;

import org.jspecify.annotations.NullMarked;
