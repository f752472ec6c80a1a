/** Test kit for all modules: controllable time, recording listeners, an in-memory repository, contracts and rules. */
@NullMarked
package dev.lifeline.domain.testing;

import org.jspecify.annotations.NullMarked;
