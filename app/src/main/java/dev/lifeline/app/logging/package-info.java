/** Destination and format of log lines, for all logging APIs. */
@NullMarked
package dev.lifeline.app.logging;

import org.jspecify.annotations.NullMarked;
