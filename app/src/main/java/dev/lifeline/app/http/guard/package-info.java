/** Reasons to answer a request without the application, and these answers. */
@NullMarked
package dev.lifeline.app.http.guard;

import org.jspecify.annotations.NullMarked;
