/** What tests of this module and of others need of a PostgreSQL. */
package dev.lifeline.persistence.testing;
