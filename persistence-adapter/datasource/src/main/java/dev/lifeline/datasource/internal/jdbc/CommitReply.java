package dev.lifeline.datasource.internal.jdbc;

import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.jdbc.PgConnection;

/** Receives the server's reply to COMMIT with its command tag, which {@link PgConnection#commit} ignores. */
final class CommitReply extends ResultHandlerBase {
    static final String COMMITTED = "COMMIT";
    static final String ROLLED_BACK = "ROLLBACK";

    private final PgConnection connection;
    private @Nullable String tag;

    /** Adds the reply's warnings to those of that connection, as the driver does. */
    CommitReply(PgConnection connection) {
        this.connection = connection;
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertOid) {
        tag = status;
    }

    @Override
    public void handleWarning(SQLWarning warning) {
        connection.addWarning(warning);
    }

    /** Returns whether the server said that it committed. */
    boolean isCommitted() {
        return COMMITTED.equals(tag);
    }

    /** Returns whether the server said that it rolled back. */
    boolean isRolledBack() {
        return ROLLED_BACK.equals(tag);
    }

    /** Returns what the server said, for messages. */
    @Nullable
    String tag() {
        return tag;
    }
}
