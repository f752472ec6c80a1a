/** Identity of the request that a thread handles. */
@NullMarked
package dev.lifeline.app.request;

import org.jspecify.annotations.NullMarked;
