/** JSON reading and writing, token by token: no reflection, and precise error messages. */
@NullMarked
package dev.lifeline.rest.internal.json;

import org.jspecify.annotations.NullMarked;
