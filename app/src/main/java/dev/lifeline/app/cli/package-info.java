/** The command line: commands, options and error messages. */
@NullMarked
package dev.lifeline.app.cli;

import org.jspecify.annotations.NullMarked;
