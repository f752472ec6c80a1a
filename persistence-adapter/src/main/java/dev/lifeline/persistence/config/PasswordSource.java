package dev.lifeline.persistence.config;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    /** The content of a file, in UTF-8, without the line break at its end. */
    static PasswordSource file(Path file) {
        return () -> {
            try {
                return Files.readString(file).replaceFirst("\\R\\z", "");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the password file " + file, e);
            }
        };
    }
}
