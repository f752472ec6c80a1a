package dev.lifeline.persistence.internal.migration;

/**
 * Schema of the project table. Statements name it explicitly, so that neither a search path nor a temporary table of
 * another borrower leads to a different table. Safe for use by several threads.
 */
public final class ProjectsSchema {
    private final boolean configured;
    private volatile String prefix;

    private ProjectsSchema(String prefix) {
        this.configured = !prefix.isEmpty();
        this.prefix = prefix;
    }

    /**
     * Returns the schema that the settings name.
     *
     * @param schema a validated schema name, or empty for the schema in which a new connection finds the table
     */
    public static ProjectsSchema of(String schema) {
        return new ProjectsSchema(schema.isEmpty() ? "" : "\"" + schema + "\".");
    }

    /** Returns whether the settings name the schema, so that it need not be looked up. */
    boolean isConfigured() {
        return configured;
    }

    /**
     * Records the schema in which a new connection finds the table.
     *
     * @param schema quoted schema name; empty if the table does not exist
     */
    void found(String schema) {
        this.prefix = schema.isEmpty() ? "" : schema + ".";
    }

    /** Returns the prefix of table names in statements: a schema and a dot, or empty. */
    public String prefix() {
        return prefix;
    }
}
