package dev.lifeline.datasource.work;

import dev.lifeline.domain.connection.DatabaseOperationException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why the database refuses a value from the caller. */
public enum RefusedValue {
    /** The encoding of the database cannot represent a character. */
    UNSTORABLE_CHARACTER("contains a character that the database cannot store"),
    /** The value exceeds the length of the column. */
    TOO_LONG("is too long for the database"),
    /** The value is out of range for the type of the column, or has another form. */
    OUT_OF_RANGE("has a value that the database cannot store");

    /** SQLSTATEs of class 22 that a value causes rather than a statement (PostgreSQL manual, appendix A). */
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

    /** Limit, because a chain of causes may be circular. */
    private static final int MOST_CAUSES = 20;

    private final String problem;

    RefusedValue(String problem) {
        this.problem = problem;
    }

    /** Returns why the database refused a value; empty if the operation failed for another reason. */
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

    /** Returns the problem in words: a phrase that follows the name of the field. */
    public String problem() {
        return problem;
    }
}
