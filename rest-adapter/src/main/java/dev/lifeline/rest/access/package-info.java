/** Rules of admission, for servers that decide themselves. */
@NullMarked
package dev.lifeline.rest.access;

import org.jspecify.annotations.NullMarked;
