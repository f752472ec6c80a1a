/** What tests of every module share: time that tests turn, a recording listener, a store in memory, contracts, rules. */
@NullMarked
package dev.lifeline.domain.testing;

import org.jspecify.annotations.NullMarked;
