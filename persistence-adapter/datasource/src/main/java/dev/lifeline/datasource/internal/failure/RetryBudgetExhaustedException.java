package dev.lifeline.datasource.internal.failure;

import dev.lifeline.domain.connection.FailureReason;
import java.sql.SQLTransientException;

/** An operation failed with a transient failure and was not retried, because the retry budget is exhausted. */
public final class RetryBudgetExhaustedException extends SQLTransientException {
    private static final long serialVersionUID = 1L;

    private final FailureReason reason;

    /**
     * @param reason reason of the last failure
     * @param last the last failure
     */
    public RetryBudgetExhaustedException(FailureReason reason, Throwable last) {
        super("the retry budget is exhausted", last);
        this.reason = reason;
    }

    /** Returns the reason of the last failure. */
    public FailureReason reason() {
        return reason;
    }
}
