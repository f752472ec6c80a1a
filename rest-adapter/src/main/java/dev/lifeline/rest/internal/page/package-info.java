/** The status page and its files. */
@NullMarked
package dev.lifeline.rest.internal.page;

import org.jspecify.annotations.NullMarked;
