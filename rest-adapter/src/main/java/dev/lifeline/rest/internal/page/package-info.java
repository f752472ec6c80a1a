/** The status page and everything that it loads. */
@NullMarked
package dev.lifeline.rest.internal.page;

import org.jspecify.annotations.NullMarked;
