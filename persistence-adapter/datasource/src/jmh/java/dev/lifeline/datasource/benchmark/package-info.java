/** Benchmarks of the engine's parts; {@code docs/contributing.md} describes how to run them. */
package dev.lifeline.datasource.benchmark;
