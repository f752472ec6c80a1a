/** Programs in separate processes. */
package dev.lifeline.testing.program;
