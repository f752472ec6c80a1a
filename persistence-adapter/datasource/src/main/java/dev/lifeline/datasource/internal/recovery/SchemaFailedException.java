package dev.lifeline.datasource.internal.recovery;

/** The schema setup failed. Never leaves the module. */
final class SchemaFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaFailedException(Exception cause) {
        super(
                "The schema cannot be brought up to date: "
                        + String.valueOf(cause.getMessage()).strip(),
                cause);
    }
}
