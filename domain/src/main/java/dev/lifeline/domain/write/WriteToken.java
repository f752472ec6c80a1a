package dev.lifeline.domain.write;

import java.util.UUID;

/**
 * Idempotency token of a write: the database runs only one write per token. Immutable.
 *
 * @param scope namespace of the key; equal keys in different scopes are different tokens. 1 to {@value
 *     #MAX_SCOPE_LENGTH} characters
 * @param key idempotency key, chosen by the client; 1 to {@value #MAX_KEY_LENGTH} printable ASCII characters
 * @param fingerprint fingerprint of the content of the write, which reveals that a key is reused for a different write;
 *     at most {@value #MAX_FINGERPRINT_LENGTH} characters, empty to skip that check
 */
public record WriteToken(String scope, String key, String fingerprint) {

    /** Maximum length of a scope, in characters. */
    public static final int MAX_SCOPE_LENGTH = 100;

    /** Maximum length of a key, in characters. */
    public static final int MAX_KEY_LENGTH = 255;

    /** Maximum length of a fingerprint, in characters. */
    public static final int MAX_FINGERPRINT_LENGTH = 100;

    /**
     * @throws IllegalArgumentException if a part is too long, the scope or the key is empty, or the key contains other
     *     than printable ASCII characters
     */
    public WriteToken {
        requireLength("scope", scope, 1, MAX_SCOPE_LENGTH);
        requireLength("key", key, 1, MAX_KEY_LENGTH);
        requireLength("fingerprint", fingerprint, 0, MAX_FINGERPRINT_LENGTH);
        if (!isPrintable(key)) {
            throw new IllegalArgumentException("key must consist of printable ASCII characters");
        }
    }

    /** Returns a token without a fingerprint: every use of the key means the same write. */
    public static WriteToken of(String scope, String key) {
        return new WriteToken(scope, key, "");
    }

    /** Returns a new token with a random key. */
    public static WriteToken random(String scope) {
        return of(scope, UUID.randomUUID().toString());
    }

    /** Returns a copy with the given fingerprint. */
    public WriteToken withFingerprint(String other) {
        return new WriteToken(scope, key, other);
    }

    /** Returns whether the text consists of characters that a key may contain: space to tilde. */
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
