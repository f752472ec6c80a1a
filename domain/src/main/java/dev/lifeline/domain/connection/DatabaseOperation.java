package dev.lifeline.domain.connection;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kinds of database operations, for metrics and traces: a closed set of values without user data. */
public enum DatabaseOperation {
    FIND_PROJECT("find", "projects"),
    LIST_PROJECTS("list", "projects"),
    CREATE_PROJECT("create", "projects"),
    REPLACE_PROJECT("replace", "projects"),
    DELETE_PROJECT("delete", "projects"),
    FORGET_RECEIPTS("forget", "write_receipts"),
    /** Reading work of the embedding application. */
    READ("read", null),
    /** Writing work of the embedding application. */
    WRITE("write", null);

    private final String verb;
    private final @Nullable String collection;

    DatabaseOperation(String verb, @Nullable String collection) {
        this.verb = verb;
        this.collection = collection;
    }

    /** Returns the verb of the operation, such as {@code find}. */
    public String verb() {
        return verb;
    }

    /** Returns the collection of records that the operation uses; empty for work of the embedding application. */
    public Optional<String> collection() {
        return Optional.ofNullable(collection);
    }
}
