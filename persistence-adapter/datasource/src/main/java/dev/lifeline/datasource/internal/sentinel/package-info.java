/**
 * The sentinel: finds connections that wait for a server that will not answer, by evidence from the server, and closes them.
 */
@NullMarked
package dev.lifeline.datasource.internal.sentinel;

import org.jspecify.annotations.NullMarked;
