package dev.lifeline.persistence.internal.migration;

/** Where Lifeline's own tables are, by their names in statements. */
public final class OwnTables {
    private final String prefix;

    private OwnTables(String prefix) {
        this.prefix = prefix;
    }

    /**
     * The tables in a schema.
     *
     * @param schema a name that was checked, or empty for wherever the connection finds them
     */
    public static OwnTables in(String schema) {
        return new OwnTables(schema.isEmpty() ? "" : "\"" + schema + "\".");
    }

    /** The receipts of writes. */
    public String receipts() {
        return prefix + "write_receipts";
    }
}
