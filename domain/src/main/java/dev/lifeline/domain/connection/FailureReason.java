package dev.lifeline.domain.connection;

/**
 * Why the database could not be used: the closed set of failure texts that may leave the process. A reason never
 * contains a host, a user or a statement.
 */
public enum FailureReason {
    CONNECTION_TIMEOUT("Connection timeout"),
    CONNECTION_REFUSED("Connection refused"),
    CONNECTION_LOST("Connection lost"),
    HOST_UNREACHABLE("Host unreachable"),
    SERVER_STARTING_UP("Server starting up"),
    TOO_MANY_CONNECTIONS("Too many connections"),
    POOL_EXHAUSTED("Connection pool exhausted"),
    SERVER_RESOURCES("Server out of resources"),
    READ_ONLY_SERVER("Read-only server"),
    TRANSACTION_CONFLICT("Transaction conflict"),
    STATEMENT_CANCELLED("Statement cancelled"),
    TRANSACTION_TIMEOUT("Transaction timeout"),
    INTERRUPTED("Request interrupted"),
    AUTHENTICATION_FAILED("Authentication failed"),
    INVALID_CONFIGURATION("Invalid database configuration"),
    MIGRATION_FAILED("Schema migration failed"),
    SHUTTING_DOWN("Service shutting down"),
    UNEXPECTED("Unexpected database error");

    private final String text;

    FailureReason(String text) {
        this.text = text;
    }

    /** Returns the reason as a short text for responses and logs. */
    public String text() {
        return text;
    }
}
