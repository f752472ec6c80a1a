/** What a failure of a request means. */
@NullMarked
package dev.lifeline.rest.failure;

import org.jspecify.annotations.NullMarked;
