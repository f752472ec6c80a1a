/** The settings of a database: immutable, checked when they are made, with the defaults of each in {@code defaults()}. */
@NullMarked
package dev.lifeline.datasource.config;

import org.jspecify.annotations.NullMarked;
