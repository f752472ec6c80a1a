/** Identity of the request that a thread handles, and what its target means. */
@NullMarked
package dev.lifeline.app.request;

import org.jspecify.annotations.NullMarked;
