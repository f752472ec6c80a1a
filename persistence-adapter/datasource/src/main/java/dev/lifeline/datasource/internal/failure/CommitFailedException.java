package dev.lifeline.datasource.internal.failure;

import java.sql.SQLException;

/** Marks a failure after COMMIT had been sent. Never leaves the module. */
public final class CommitFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommitFailedException(SQLException cause) {
        super("COMMIT failed", cause);
    }
}
