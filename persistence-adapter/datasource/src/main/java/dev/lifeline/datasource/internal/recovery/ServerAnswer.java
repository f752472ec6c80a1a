package dev.lifeline.datasource.internal.recovery;

/**
 * What the server reported about itself.
 *
 * @param readOnly whether it refuses writes of the session that asked
 * @param standby whether it follows another server, in which case a promotion shows in every session
 * @param identity of the server process and its address: another one after a restart or a failover
 * @param lineage of the data: another one after the cluster was restored or the database recreated; empty if unknown
 */
record ServerAnswer(boolean readOnly, boolean standby, String identity, String lineage) {}
