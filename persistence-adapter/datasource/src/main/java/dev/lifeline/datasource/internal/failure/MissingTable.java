package dev.lifeline.datasource.internal.failure;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/** Recognises that the server does not know a table or its schema. Which one it means, only a translated text says. */
public final class MissingTable {
    /** Undefined table, invalid schema name. */
    private static final Set<String> CODES = Set.of("42P01", "3F000");

    private MissingTable() {}

    /** Returns whether that is why something failed; also if it was reported in other words, with the reason suppressed. */
    public static boolean isReasonOf(Throwable thrown) {
        return Stream.concat(
                        ExceptionChain.of(thrown).sqlExceptions().stream(),
                        Stream.of(thrown.getSuppressed())
                                .filter(SQLException.class::isInstance)
                                .map(SQLException.class::cast))
                .anyMatch(e -> CODES.contains(String.valueOf(e.getSQLState())));
    }
}
