/** The remote watch as a program: timing of polls, and output. */
@NullMarked
package dev.lifeline.app.watch;

import org.jspecify.annotations.NullMarked;
