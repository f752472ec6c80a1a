/** State of the connection to the database, connection events and failure reasons. */
@NullMarked
package dev.lifeline.domain.connection;

import org.jspecify.annotations.NullMarked;
