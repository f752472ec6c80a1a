/** Classification of failures, based on SQLSTATE and exception type. */
@NullMarked
package dev.lifeline.datasource.internal.failure;

import org.jspecify.annotations.NullMarked;
