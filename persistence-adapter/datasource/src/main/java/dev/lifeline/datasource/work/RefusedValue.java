package dev.lifeline.datasource.work;

import dev.lifeline.domain.connection.DatabaseOperationException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why the database refuses a value that the caller sent. */
public enum RefusedValue {
    /** The encoding of the database lacks a character. */
    UNSTORABLE_CHARACTER("contains a character that the database cannot store"),
    /** The column is shorter. */
    TOO_LONG("is too long for the database"),
    /** The type of the column has other bounds or another form. */
    OUT_OF_RANGE("has a value that the database cannot store");

    /** Codes of class 22 that a value causes, and no statement: PostgreSQL's manual, appendix A. */
    private static final Map<String, RefusedValue> CODES = Map.of(
            "22P05", UNSTORABLE_CHARACTER, // untranslatable_character
            "22021", UNSTORABLE_CHARACTER, // character_not_in_repertoire
            "22001", TOO_LONG, // string_data_right_truncation
            "22026", TOO_LONG, // string_data_length_mismatch
            "22003", OUT_OF_RANGE, // numeric_value_out_of_range
            "22007", OUT_OF_RANGE, // invalid_datetime_format
            "22008", OUT_OF_RANGE, // datetime_field_overflow
            "22P02", OUT_OF_RANGE, // invalid_text_representation
            "22P03", OUT_OF_RANGE, // invalid_binary_representation
            "22025", OUT_OF_RANGE); // invalid_escape_sequence

    /** A chain of causes may be a ring. */
    private static final int MOST_CAUSES = 20;

    private final String problem;

    RefusedValue(String problem) {
        this.problem = problem;
    }

    /** Returns why the database refused a value, or nothing if an operation failed for another reason. */
    public static Optional<RefusedValue> of(DatabaseOperationException failure) {
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .limit(MOST_CAUSES)
                .filter(SQLException.class::isInstance)
                .flatMap(cause -> of(((SQLException) cause).getSQLState()).stream())
                .findFirst();
    }

    private static Optional<RefusedValue> of(@Nullable String sqlState) {
        return sqlState == null ? Optional.empty() : Optional.ofNullable(CODES.get(sqlState));
    }

    /** What is wrong, for a person to read: a phrase that follows the name of the field. */
    public String problem() {
        return problem;
    }
}
