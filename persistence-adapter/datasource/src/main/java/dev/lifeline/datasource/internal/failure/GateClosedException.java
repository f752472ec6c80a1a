package dev.lifeline.datasource.internal.failure;

import dev.lifeline.domain.connection.FailureReason;
import java.sql.SQLTransientConnectionException;

/** The database was unusable and did not recover while the caller waited. */
public final class GateClosedException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;

    /** @param reason why the database is unusable */
    public GateClosedException(FailureReason reason) {
        super("the database cannot be used: " + reason.text(), "08001");
        this.reason = reason;
    }

    /** Returns why the database is unusable. */
    public FailureReason reason() {
        return reason;
    }
}
