/** Waits with a time limit. */
package dev.lifeline.testing.wait;
