package dev.lifeline.datasource.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the password comes from. Asked anew for every connection, so that a changed password is picked up without a
 * restart. Safe for use by several threads.
 */
@FunctionalInterface
public interface PasswordSource {

    /**
     * Returns the password now. Called on a thread of its own for each login; a call that takes more than 2 s counts as a failed
     * login, and up to 8 calls that hang are left behind while later ones are tried.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    String read();

    /** Always the same password. */
    static PasswordSource fixed(String password) {
        return () -> password;
    }

    /**
     * The content of a file, in UTF-8, without one line break at its end. Everything else is part of the password: blanks,
     * further line breaks, and a byte order mark. If the server refuses such a password, the log says what is odd about it.
     */
    static PasswordSource file(Path file) {
        return () -> {
            try {
                // Bytes that are no UTF-8 become replacement characters, which the log reports if the login is refused.
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the password file " + file, e);
            }
        };
    }
}
