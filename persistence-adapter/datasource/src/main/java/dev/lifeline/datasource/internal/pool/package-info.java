/** Connections: how one is made, how a pool of them is, and how one pool takes the place of another. */
@NullMarked
package dev.lifeline.datasource.internal.pool;

import org.jspecify.annotations.NullMarked;
