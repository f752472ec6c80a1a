/** The state of the connection to the database: what it can be, what happened to it, why it failed. */
@NullMarked
package dev.lifeline.domain.connection;

import org.jspecify.annotations.NullMarked;
