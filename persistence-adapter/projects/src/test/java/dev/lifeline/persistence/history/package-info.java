/**
 * A checker of histories: what many callers asked and were told under load and faults is held against what the database has in
 * the end.
 */
package dev.lifeline.persistence.history;
