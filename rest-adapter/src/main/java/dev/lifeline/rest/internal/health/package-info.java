/** Health over HTTP: of the database for operators and scripts, of the process for orchestrators. */
@NullMarked
package dev.lifeline.rest.internal.health;

import org.jspecify.annotations.NullMarked;
