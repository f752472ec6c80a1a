/** What tests of this module and of others need to open a database. */
package dev.lifeline.datasource.testing;
