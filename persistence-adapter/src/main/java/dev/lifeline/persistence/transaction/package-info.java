/** What embedders write to work with the database in their own words: SQL over JDBC, or what they build on it. */
@NullMarked
package dev.lifeline.persistence.transaction;

import org.jspecify.annotations.NullMarked;
