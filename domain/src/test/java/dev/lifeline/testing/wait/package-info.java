/** Waits that end. */
package dev.lifeline.testing.wait;
