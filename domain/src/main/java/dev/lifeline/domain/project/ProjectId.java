package dev.lifeline.domain.project;

import static java.util.Objects.requireNonNull;

import java.util.HexFormat;
import java.util.UUID;

/** Identifier of a project: a UUID, assigned by the database. */
public record ProjectId(UUID value) {
    private static final int CANONICAL_LENGTH = 36;

    public ProjectId {
        requireNonNull(value, "value");
    }

    /**
     * Returns whether a text has the canonical form of a UUID: 36 characters, hexadecimal digits in groups of
     * 8-4-4-4-12, in either case (RFC 9562, section 4). {@link UUID#fromString} also accepts other forms, such as
     * {@code 1-2-3-4-5}.
     */
    public static boolean isCanonical(String text) {
        if (text.length() != CANONICAL_LENGTH) {
            return false;
        }
        for (int i = 0; i < CANONICAL_LENGTH; i++) {
            if (isHyphenPosition(i) ? text.charAt(i) != '-' : !HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Parses the canonical form.
     *
     * @throws InvalidInputException if the text has another form
     */
    public static ProjectId parse(String text) {
        if (!isCanonical(text)) {
            throw new InvalidInputException("id", "must be a UUID in its canonical form");
        }
        return new ProjectId(UUID.fromString(text));
    }

    private static boolean isHyphenPosition(int i) {
        return i == 8 || i == 13 || i == 18 || i == 23;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
