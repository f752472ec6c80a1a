/** What tests of other modules use, too. */
@NullMarked
package dev.lifeline.monitoring.testing;

import org.jspecify.annotations.NullMarked;
