/** A PostgreSQL server of our own for trying the service out, and rows to look at. */
@NullMarked
package dev.lifeline.app.embedded;

import org.jspecify.annotations.NullMarked;
