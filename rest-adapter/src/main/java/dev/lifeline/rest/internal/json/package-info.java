/** JSON in and out, written and read token by token: no reflection, and exact words for what cannot be read. */
@NullMarked
package dev.lifeline.rest.internal.json;

import org.jspecify.annotations.NullMarked;
