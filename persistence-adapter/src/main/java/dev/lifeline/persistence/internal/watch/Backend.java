package dev.lifeline.persistence.internal.watch;

/**
 * The server's process behind a connection. A process id alone is not enough: it may be another process's by now.
 *
 * @param startedAt in seconds since 1970, as the server writes it
 */
record Backend(int pid, String startedAt) {}
