/** How the start fails when a person has to mend something. */
@NullMarked
package dev.lifeline.app.start;

import org.jspecify.annotations.NullMarked;
