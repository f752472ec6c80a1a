/** What is traced while a test runs. */
package dev.lifeline.testing.trace;
