/** Replay: connections that repeat the current transaction after their server connection was lost. */
@NullMarked
package dev.lifeline.datasource.internal.replay;

import org.jspecify.annotations.NullMarked;
