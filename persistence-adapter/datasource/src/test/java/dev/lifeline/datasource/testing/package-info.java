/** Test kit for tests that open a data source. */
package dev.lifeline.datasource.testing;
