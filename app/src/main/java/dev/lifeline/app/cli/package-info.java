/** The command line: what the program is asked to do, and what it says when it cannot. */
@NullMarked
package dev.lifeline.app.cli;

import org.jspecify.annotations.NullMarked;
