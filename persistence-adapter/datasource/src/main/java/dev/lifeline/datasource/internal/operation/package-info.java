/** What surrounds every operation: gate, admission, retries. */
@NullMarked
package dev.lifeline.datasource.internal.operation;

import org.jspecify.annotations.NullMarked;
