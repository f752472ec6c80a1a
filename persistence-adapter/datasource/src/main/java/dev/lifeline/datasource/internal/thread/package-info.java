/** Threads of our own: named, daemons, and ended by whoever began them. */
@NullMarked
package dev.lifeline.datasource.internal.thread;

import org.jspecify.annotations.NullMarked;
