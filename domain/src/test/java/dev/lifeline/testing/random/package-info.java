/** Random inputs of parsers, from a seed. */
package dev.lifeline.testing.random;
