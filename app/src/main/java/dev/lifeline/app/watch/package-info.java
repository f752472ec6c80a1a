/** The remote watch as a program: when to poll, and what of it comes on the screen. */
@NullMarked
package dev.lifeline.app.watch;

import org.jspecify.annotations.NullMarked;
