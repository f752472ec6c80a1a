package dev.lifeline.datasource.internal.failure;

import dev.lifeline.domain.connection.FailureReason;
import java.sql.SQLTransientConnectionException;

/** The database could not be used, and did not come back while the caller waited. */
public final class GateClosedException extends SQLTransientConnectionException {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;

    /**
     * @param reason why the database cannot be used
     */
    public GateClosedException(FailureReason reason) {
        super("the database cannot be used: " + reason.text(), "08001");
        this.reason = reason;
    }

    /** Why the database cannot be used. */
    public FailureReason reason() {
        return reason;
    }
}
