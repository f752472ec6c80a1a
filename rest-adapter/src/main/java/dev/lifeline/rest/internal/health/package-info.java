/** Health over HTTP: of the database for people and scripts, of the process for platforms. */
@NullMarked
package dev.lifeline.rest.internal.health;

import org.jspecify.annotations.NullMarked;
