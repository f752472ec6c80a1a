/** Programs in processes of their own. */
package dev.lifeline.testing.program;
