/** A real PostgreSQL on loopback. */
package dev.lifeline.testing.postgres;
