package dev.lifeline.datasource.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Source of the password. It is read for each new connection, so that a changed password takes effect without a
 * restart. Implementations must be safe for use by several threads.
 */
@FunctionalInterface
public interface PasswordSource {

    /**
     * Returns the current password. Called on a separate thread for each login. A call that takes more than 2 s counts
     * as a failed login; up to 8 hung calls are abandoned while later ones are tried.
     *
     * @throws UncheckedIOException if the password cannot be read
     */
    String read();

    /** Returns a source of a fixed password. */
    static PasswordSource fixed(String password) {
        return () -> password;
    }

    /**
     * Returns a source that reads a UTF-8 file and removes one line break at its end. All other characters belong to
     * the password: blanks, further line breaks, and a byte order mark. If the server refuses such a password, the log
     * names the unusual characters.
     *
     * @throws UncheckedIOException from {@link #read} if the file cannot be read
     */
    static PasswordSource file(Path file) {
        return () -> {
            try {
                // Invalid UTF-8 bytes become replacement characters, which the log reports if the login is refused.
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the password file " + file, e);
            }
        };
    }
}
