package dev.lifeline.rest.internal.project;

import dev.lifeline.domain.project.InvalidInputException;
import dev.lifeline.domain.write.WriteToken;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Parser of the Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header-07): a string of structured fields
 * (RFC 9651, section 3.3.3).
 */
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";

    /** Longest text of a key: each character escaped, in quotes. The pattern uses the stack for each character. */
    private static final int MAX_TEXT_LENGTH = 2 * WriteToken.MAX_KEY_LENGTH + 2;

    /** Printable ASCII in quotes; quotes and backslashes are escaped with a backslash. */
    private static final Pattern STRING = Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\])*)\"");

    private IdempotencyKey() {}

    /**
     * Returns the key.
     *
     * @throws InvalidInputException if it is given more than once, is not such a string, or is empty or too long
     */
    static String parse(List<String> given) {
        if (given.size() > 1) {
            throw new InvalidInputException(HEADER, "must be given only once");
        }
        String text = given.get(0).strip();
        if (text.length() > MAX_TEXT_LENGTH) {
            throw wrongLength();
        }
        var string = STRING.matcher(text);
        if (!string.matches()) {
            throw new InvalidInputException(
                    HEADER, "must be a string in double quotes, such as \"8e03978e-40d5-43dd-bc93-6894a57f9324\"");
        }
        String key = string.group(1).replaceAll("\\\\(.)", "$1");
        if (key.isEmpty() || key.length() > WriteToken.MAX_KEY_LENGTH) {
            throw wrongLength();
        }
        return key;
    }

    private static InvalidInputException wrongLength() {
        return new InvalidInputException(HEADER, "must have 1 to " + WriteToken.MAX_KEY_LENGTH + " characters");
    }
}
