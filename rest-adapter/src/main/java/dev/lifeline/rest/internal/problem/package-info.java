/** What callers are told when something fails, and the mapping of exceptions to it. */
@NullMarked
package dev.lifeline.rest.internal.problem;

import org.jspecify.annotations.NullMarked;
