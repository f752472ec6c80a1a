/** Schema setup for the tables of an application. */
@NullMarked
package dev.lifeline.datasource.schema;

import org.jspecify.annotations.NullMarked;
