/** Projects over HTTP. */
@NullMarked
package dev.lifeline.rest.internal.project;

import org.jspecify.annotations.NullMarked;
