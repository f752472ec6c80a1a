/** Load on a database during faults. */
@NullMarked
package dev.lifeline.testing.load;

import org.jspecify.annotations.NullMarked;
