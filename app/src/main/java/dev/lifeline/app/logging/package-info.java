/** Where log lines go and how they look; every logging interface ends here. */
@NullMarked
package dev.lifeline.app.logging;

import org.jspecify.annotations.NullMarked;
