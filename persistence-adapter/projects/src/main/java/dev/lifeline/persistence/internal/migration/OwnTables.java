package dev.lifeline.persistence.internal.migration;

/**
 * Where Lifeline's own tables are, by their names in statements. The names have a schema as soon as it is known, so that
 * neither a search path nor a temporary table of a borrower leads to other tables. Safe for use by several threads.
 */
public final class OwnTables {
    private final boolean configured;
    private volatile String projects;
    private volatile String receipts;

    private OwnTables(String prefix) {
        this.configured = !prefix.isEmpty();
        this.projects = prefix;
        this.receipts = prefix;
    }

    /**
     * The tables in a schema.
     *
     * @param schema a name that was checked, or empty for wherever a fresh connection finds them
     */
    public static OwnTables in(String schema) {
        return new OwnTables(schema.isEmpty() ? "" : "\"" + schema + "\".");
    }

    /** Returns whether the settings name the schema, so that nothing needs to be found out. */
    boolean areConfigured() {
        return configured;
    }

    /**
     * Notes where a fresh connection finds the tables.
     *
     * @param projects schema of the projects, quoted as statements need it; empty if there is no such table
     * @param receipts schema of the receipts, quoted too; empty if there is no such table
     */
    void found(String projects, String receipts) {
        this.projects = prefix(projects);
        this.receipts = prefix(receipts);
    }

    private static String prefix(String schema) {
        return schema.isEmpty() ? "" : schema + ".";
    }

    /** Returns what precedes the name of the table of projects in statements: a schema and a dot, or nothing. */
    public String projectsPrefix() {
        return projects;
    }

    /** Returns the name of the table of receipts. */
    public String receipts() {
        return receipts + "write_receipts";
    }
}
