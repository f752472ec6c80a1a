/** Texts of durations and counts for people. */
@NullMarked
package dev.lifeline.monitoring.internal.text;

import org.jspecify.annotations.NullMarked;
