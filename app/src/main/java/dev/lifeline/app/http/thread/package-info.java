/** Threads that handle requests. Knows nothing of HTTP but the paths. */
@NullMarked
package dev.lifeline.app.http.thread;

import org.jspecify.annotations.NullMarked;
