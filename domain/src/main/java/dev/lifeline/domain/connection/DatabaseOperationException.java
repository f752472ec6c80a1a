package dev.lifeline.domain.connection;

/**
 * The database answered, and refused the operation for what it is: a mistake of the program or of the schema, not of the
 * connection. Repeating it does not help.
 */
public final class DatabaseOperationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseOperationException(Throwable cause) {
        super("The database refused the operation", cause);
    }
}
