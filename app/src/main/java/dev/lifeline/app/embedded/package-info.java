/** Embedded PostgreSQL server for evaluation, with sample projects. */
@NullMarked
package dev.lifeline.app.embedded;

import org.jspecify.annotations.NullMarked;
