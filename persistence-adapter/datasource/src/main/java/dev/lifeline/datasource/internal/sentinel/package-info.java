/**
 * The sentinel: detects connections that wait for a reply that will never arrive, with evidence from the server, and
 * closes them.
 */
@NullMarked
package dev.lifeline.datasource.internal.sentinel;

import org.jspecify.annotations.NullMarked;
