/** Connections: how they are established, pooled, and replaced with a new pool. */
@NullMarked
package dev.lifeline.datasource.internal.pool;

import org.jspecify.annotations.NullMarked;
