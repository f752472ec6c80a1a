package dev.lifeline.datasource.internal.failure;

import dev.lifeline.domain.connection.FailureReason;
import java.sql.SQLTransientException;

/** An operation failed and might have succeeded the next time, but so much is repeated already that it was not tried. */
public final class RetryBudgetExhaustedException extends SQLTransientException {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;

    /**
     * @param reason of the failure that remains the last
     * @param last that failure
     */
    public RetryBudgetExhaustedException(FailureReason reason, Throwable last) {
        super("too much is repeated already", last);
        this.reason = reason;
    }

    /** The reason of the failure that remains the last. */
    public FailureReason reason() {
        return reason;
    }
}
