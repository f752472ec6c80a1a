/**
 * History checker: compares requests and responses of many clients under load and faults with the final content of the
 * database.
 */
package dev.lifeline.persistence.history;
