package dev.lifeline.domain.connection;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done with the database, for those who watch it being done: a closed vocabulary, without anybody's data. */
public enum DatabaseOperation {
    FIND_PROJECT("find", "projects"),
    LIST_PROJECTS("list", "projects"),
    CREATE_PROJECT("create", "projects"),
    REPLACE_PROJECT("replace", "projects"),
    DELETE_PROJECT("delete", "projects"),
    FORGET_RECEIPTS("forget", "write_receipts"),
    /** Statements of an embedder's own that read. */
    READ("read", null),
    /** Statements of an embedder's own that write. */
    WRITE("write", null);

    private final String verb;
    private final @Nullable String table;

    DatabaseOperation(String verb, @Nullable String table) {
        this.verb = verb;
        this.table = table;
    }

    /** What is done, in a word. */
    public String verb() {
        return verb;
    }

    /** With which table, if we know. */
    public Optional<String> table() {
        return Optional.ofNullable(table);
    }
}
