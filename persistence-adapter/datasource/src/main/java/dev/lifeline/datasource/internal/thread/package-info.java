/** Named daemon threads; the class that starts a thread also ends it. */
@NullMarked
package dev.lifeline.datasource.internal.thread;

import org.jspecify.annotations.NullMarked;
