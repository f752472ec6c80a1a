/** What is done around every operation: waiting for the database, waiting for a place, and repeating what may be repeated. */
@NullMarked
package dev.lifeline.persistence.internal.policy;

import org.jspecify.annotations.NullMarked;
