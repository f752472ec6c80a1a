/** Gates, admission and retries around each operation. */
@NullMarked
package dev.lifeline.datasource.internal.operation;

import org.jspecify.annotations.NullMarked;
