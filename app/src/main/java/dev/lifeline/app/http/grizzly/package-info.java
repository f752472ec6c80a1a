/**
 * Grizzly as this service needs it: its settings, the repairs of its parser and read strategy, and client disconnects.
 */
@NullMarked
package dev.lifeline.app.http.grizzly;

import org.jspecify.annotations.NullMarked;
