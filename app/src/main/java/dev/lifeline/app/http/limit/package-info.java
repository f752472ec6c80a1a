/** Limits of what clients may take from this process: connections, memory, time, and requests at once. */
@NullMarked
package dev.lifeline.app.http.limit;

import org.jspecify.annotations.NullMarked;
