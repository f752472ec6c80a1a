package dev.lifeline.persistence.internal.failure;

import java.sql.SQLTransientException;

/** The caller no longer wants the result, so that the work was not begun or not continued. */
public final class CallerGoneException extends SQLTransientException {
    private static final long serialVersionUID = 1L;

    /** An exception with the SQLSTATE of a cancelled statement. */
    public CallerGoneException() {
        super("the caller is gone, its work was cancelled", "57014");
    }
}
