/** Callbacks and look-ups of applications: SQL work, and look-ups that share statements. */
@NullMarked
package dev.lifeline.datasource.work;

import org.jspecify.annotations.NullMarked;
