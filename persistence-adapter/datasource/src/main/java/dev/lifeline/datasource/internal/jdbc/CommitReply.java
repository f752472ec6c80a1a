package dev.lifeline.datasource.internal.jdbc;

import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.jdbc.PgConnection;

/** Receives the server's reply to COMMIT, including its command tag, which {@link PgConnection#commit} ignores. */
final class CommitReply extends ResultHandlerBase {
    static final String COMMITTED = "COMMIT";
    static final String ROLLED_BACK = "ROLLBACK";

    private final PgConnection connection;
    private @Nullable String tag;

    /** Adds warnings of the reply to those of the connection, like the driver does. */
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

    /** Returns whether the server reported a commit. */
    boolean isCommitted() {
        return COMMITTED.equals(tag);
    }

    /** Returns whether the server reported a rollback. */
    boolean isRolledBack() {
        return ROLLED_BACK.equals(tag);
    }

    /** Returns the command tag of the reply, for messages; null before the reply. */
    @Nullable
    String tag() {
        return tag;
    }
}
