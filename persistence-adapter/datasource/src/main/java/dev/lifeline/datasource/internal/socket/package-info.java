/** Sockets to the server: how they connect, and how long each waits for bytes. */
@NullMarked
package dev.lifeline.datasource.internal.socket;

import org.jspecify.annotations.NullMarked;
