package dev.lifeline.datasource.internal.failure;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/** Recognises that a table or its schema does not exist. Only the message, which is translated, contains its name. */
public final class MissingTable {
    /** undefined_table, invalid_schema_name. */
    private static final Set<String> CODES = Set.of("42P01", "3F000");

    private MissingTable() {}

    /** Returns whether a missing table caused the failure; also finds a suppressed {@link SQLException}. */
    public static boolean isReasonOf(Throwable thrown) {
        return Stream.concat(
                        ExceptionChain.of(thrown).sqlExceptions().stream(),
                        Stream.of(thrown.getSuppressed())
                                .filter(SQLException.class::isInstance)
                                .map(SQLException.class::cast))
                .anyMatch(e -> CODES.contains(String.valueOf(e.getSQLState())));
    }
}
