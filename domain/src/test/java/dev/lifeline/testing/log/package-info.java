/** What is logged while a test runs. */
package dev.lifeline.testing.log;
