/** What the engine's parts cost: see {@code docs/contributing.md} on how to run this. */
package dev.lifeline.datasource.benchmark;
