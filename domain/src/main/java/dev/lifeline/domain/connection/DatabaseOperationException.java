package dev.lifeline.domain.connection;

/**
 * The database rejected the operation itself: an error in the program or the schema, not in the connection. A retry
 * does not help.
 */
public final class DatabaseOperationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseOperationException(Throwable cause) {
        super("The database refused the operation", cause);
    }
}
