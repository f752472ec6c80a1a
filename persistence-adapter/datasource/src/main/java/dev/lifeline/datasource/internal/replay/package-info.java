/** Replay: connections that run the transaction under way again after their server connection was lost. */
@NullMarked
package dev.lifeline.datasource.internal.replay;

import org.jspecify.annotations.NullMarked;
