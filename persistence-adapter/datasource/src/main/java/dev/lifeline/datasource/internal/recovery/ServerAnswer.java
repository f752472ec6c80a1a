package dev.lifeline.datasource.internal.recovery;

/**
 * State of the server.
 *
 * @param readOnly whether it rejects writes of the probe's session
 * @param standby whether it is a standby; its promotion is visible in every session
 * @param identity identity of the server process and its address, which changes with a restart or failover
 * @param lineage lineage of the data, which changes when the cluster is restored or the database recreated; empty if
 *     unknown
 */
record ServerAnswer(boolean readOnly, boolean standby, String identity, String lineage) {}
