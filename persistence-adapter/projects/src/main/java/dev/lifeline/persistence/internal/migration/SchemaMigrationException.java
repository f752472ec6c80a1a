package dev.lifeline.persistence.internal.migration;

/** The schema could not be brought up to date. Never leaves the module. */
public final class SchemaMigrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaMigrationException(Exception cause) {
        super(
                "The schema cannot be brought up to date: "
                        + String.valueOf(cause.getMessage()).strip(),
                cause);
    }
}
