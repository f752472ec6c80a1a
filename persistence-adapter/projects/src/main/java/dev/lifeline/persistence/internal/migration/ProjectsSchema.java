package dev.lifeline.persistence.internal.migration;

/**
 * Schema of the table of projects, by its name in statements: neither a search path nor a temporary table of a borrower then
 * leads to another table. Safe for use by several threads.
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
     * @param schema a name that was checked, or empty for the schema in which a fresh connection finds the table
     */
    public static ProjectsSchema of(String schema) {
        return new ProjectsSchema(schema.isEmpty() ? "" : "\"" + schema + "\".");
    }

    /** Returns whether the settings name the schema, so that nothing needs to be found out. */
    boolean isConfigured() {
        return configured;
    }

    /**
     * Notes where a fresh connection finds the table.
     *
     * @param schema quoted as statements need it; empty if there is no such table
     */
    void found(String schema) {
        this.prefix = schema.isEmpty() ? "" : schema + ".";
    }

    /** Returns what precedes the name of a table in statements: a schema and a dot, or nothing. */
    public String prefix() {
        return prefix;
    }
}
