/** Failures of the start that a person must correct. */
@NullMarked
package dev.lifeline.app.start;

import org.jspecify.annotations.NullMarked;
