package dev.lifeline.persistence.internal.recovery;

/**
 * What the server said of itself.
 *
 * @param readOnly whether it refuses writes
 * @param identity which server process it is, on which address: another one after a restart or a failover
 */
record ServerAnswer(boolean readOnly, String identity) {}
