package dev.lifeline.domain.write;

import java.util.UUID;

/**
 * Under which a write is known to the database: a write with a token that was used before is not done again.
 *
 * @param scope what the key is for; keys of different scopes have nothing to do with each other. 1 to
 *     {@value #MAX_SCOPE_LENGTH} characters
 * @param key chosen by whoever wants the write; 1 to {@value #MAX_KEY_LENGTH} printable ASCII characters
 * @param fingerprint of what is to be written, so that a key that is used for something else is noticed: at most
 *     {@value #MAX_FINGERPRINT_LENGTH} characters, empty if nobody needs to notice
 */
public record WriteToken(String scope, String key, String fingerprint) {

    /** The longest scope there is. */
    public static final int MAX_SCOPE_LENGTH = 100;

    /** The longest key there is. */
    public static final int MAX_KEY_LENGTH = 255;

    /** The longest fingerprint there is. */
    public static final int MAX_FINGERPRINT_LENGTH = 100;

    /**
     * @throws IllegalArgumentException if a part is too long, or the scope or the key is empty, or the key has other characters
     */
    public WriteToken {
        requireLength("scope", scope, 1, MAX_SCOPE_LENGTH);
        requireLength("key", key, 1, MAX_KEY_LENGTH);
        requireLength("fingerprint", fingerprint, 0, MAX_FINGERPRINT_LENGTH);
        if (!isPrintable(key)) {
            throw new IllegalArgumentException("key must consist of printable ASCII characters");
        }
    }

    /** A token without a fingerprint: whoever uses the key again means the same write. */
    public static WriteToken of(String scope, String key) {
        return new WriteToken(scope, key, "");
    }

    /** A token that nobody used before. */
    public static WriteToken random(String scope) {
        return of(scope, UUID.randomUUID().toString());
    }

    /** The same for a write of that fingerprint. */
    public WriteToken withFingerprint(String other) {
        return new WriteToken(scope, key, other);
    }

    /** Whether a text has only characters that a key may have: from space to tilde. */
    public static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static void requireLength(String name, String text, int min, int max) {
        if (text.length() < min || text.length() > max) {
            throw new IllegalArgumentException(
                    name + " must have " + min + " to " + max + " characters, but has " + text.length());
        }
    }

    @Override
    public String toString() {
        return scope + " " + key;
    }
}
