/** Problem responses, and the mapping of exceptions to them. */
@NullMarked
package dev.lifeline.rest.internal.problem;

import org.jspecify.annotations.NullMarked;
