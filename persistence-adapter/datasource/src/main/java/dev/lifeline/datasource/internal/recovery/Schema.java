package dev.lifeline.datasource.internal.recovery;

/** Tables that have to exist before callers are served. */
interface Schema {
    /**
     * Brings the tables up to date, unless that was done for the same data and nothing is in doubt. Blocks for as long as that takes.
     *
     * @param lineage of the data, which changes when the cluster is restored or the database recreated
     * @throws SchemaFailedException if that fails
     */
    void run(String lineage);

    /** Makes the next run check the tables. Safe to call from any thread. */
    void doubt();

    /** Logs what prevents the setup; the same problem only once. */
    void logOnce(SchemaFailedException e);
}
