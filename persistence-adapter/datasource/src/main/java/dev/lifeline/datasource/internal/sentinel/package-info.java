/**
 * Watches connections while somebody waits for the server, and tells a dead flow from a slow query by the server's own
 * evidence.
 */
@NullMarked
package dev.lifeline.persistence.internal.watch;

import org.jspecify.annotations.NullMarked;
