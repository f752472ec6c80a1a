/** The HTTP server: Grizzly with Jersey in it, on threads of our choice, stopped in an orderly way. */
@NullMarked
package dev.lifeline.app.http;

import org.jspecify.annotations.NullMarked;
