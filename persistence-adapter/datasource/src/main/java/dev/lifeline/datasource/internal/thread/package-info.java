/** Threads of our own: named, daemons, and ended by whoever began them. */
@NullMarked
package dev.lifeline.persistence.internal.thread;

import org.jspecify.annotations.NullMarked;
