package dev.lifeline.app.access;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Source of the token of a role.
 *
 * @param token the token at the start
 * @param file file that is read again when it changes, or null if the token never changes
 */
public record TokenSource(Token token, @Nullable Path file) {

    public TokenSource {
        requireNonNull(token, "token");
    }
}
