package dev.lifeline.datasource.internal.recovery;

/** Tables that must exist before callers are served. */
interface Schema {
    /**
     * Migrates the tables, unless that was done for the same data and they are not in doubt. Blocks until the migration
     * ends.
     *
     * @param lineage lineage of the data, which changes when the cluster is restored or the database recreated
     * @throws SchemaFailedException if the migration fails
     */
    void run(String lineage);

    /** Makes the next {@link #run} verify the tables. Safe to call from any thread. */
    void doubt();

    /** Logs why the migration fails; logs the same problem only once. */
    void logOnce(SchemaFailedException e);
}
