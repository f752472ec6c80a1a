/** What embedders run through the data source: statements of their own, and look-ups that share statements. */
@NullMarked
package dev.lifeline.datasource.work;

import org.jspecify.annotations.NullMarked;
