/** Capture of traces in tests. */
package dev.lifeline.testing.trace;
