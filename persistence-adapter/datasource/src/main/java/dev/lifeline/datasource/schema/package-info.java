/** What an application brings along for its own tables. */
@NullMarked
package dev.lifeline.datasource.schema;

import org.jspecify.annotations.NullMarked;
