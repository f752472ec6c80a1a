/** Capture of log output in tests. */
package dev.lifeline.testing.log;
