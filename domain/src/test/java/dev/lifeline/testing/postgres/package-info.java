/** PostgreSQL servers on loopback. */
package dev.lifeline.testing.postgres;
