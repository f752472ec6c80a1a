package dev.lifeline.app.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Access token. Keeps its SHA-256 digest only. Immutable. */
public final class Token {
    private static final int LEAST_LENGTH = 32;
    private static final int MAX_BYTES = 8_192;

    /** Characters of a bearer token (RFC 6750, section 2.1); clients cannot send others. */
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final byte[] digest;

    private Token(byte[] digest) {
        this.digest = digest;
    }

    /**
     * Returns the token of a setting.
     *
     * @throws InvalidSettingsException if it is shorter than 32 characters, or has characters that clients cannot send
     */
    public static Token of(String setting, String text) {
        new SettingChecks()
                .require(
                        text.length() >= LEAST_LENGTH,
                        setting + " must have at least " + LEAST_LENGTH + " characters, but has " + text.length()
                                + " (not shown)")
                .require(
                        text.isEmpty() || CHARACTERS.matcher(text).matches(),
                        setting + " must consist of letters, digits and any of ._~+/- with = only at its end,"
                                + " but is something else (not shown)")
                .verify();
        return new Token(digestOf(text));
    }

    /**
     * Reads the token from a file and removes surrounding blanks.
     *
     * @throws InvalidSettingsException if the file cannot be read, or has no valid token
     */
    public static Token read(String setting, Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new InvalidSettingsException(List.of(setting + " must be a readable file, but is '" + file + "'"));
        }
        return of(setting, new String(bytes, UTF_8).strip());
    }

    /** Compares in constant time. */
    boolean matches(byte[] otherDigest) {
        return MessageDigest.isEqual(digest, otherDigest);
    }

    static byte[] digestOf(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Token token && matches(token.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
