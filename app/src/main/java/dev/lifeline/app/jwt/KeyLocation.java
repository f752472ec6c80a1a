package dev.lifeline.app.jwt;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Place of a JSON Web Key Set.
 *
 * @param file the file, or null if a server has the set
 * @param url the address at that server, or null for a file
 */
public record KeyLocation(@Nullable Path file, @Nullable URI url) {

    /** Returns the location; empty if the text is neither a path nor an http or https URL without user and fragment. */
    public static Optional<KeyLocation> parse(String text) {
        String lowerCase = text.toLowerCase(Locale.ROOT);
        try {
            return lowerCase.startsWith("http://") || lowerCase.startsWith("https://")
                    ? url(new URI(text))
                    : Optional.of(new KeyLocation(Path.of(text), null));
        } catch (URISyntaxException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<KeyLocation> url(URI url) {
        boolean isPlain = url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null;
        return isPlain ? Optional.of(new KeyLocation(null, url)) : Optional.empty();
    }

    /** Reads the file, if it is one, and returns why it cannot be used. Does not ask a server. */
    public Optional<String> problem() {
        if (file == null) {
            return Optional.empty();
        }
        try {
            VerificationKeys.parse(new KeyReader.KeyFile(file).read());
            return Optional.empty();
        } catch (InvalidKeysException e) {
            return Optional.ofNullable(e.getMessage());
        } catch (IOException e) {
            return Optional.of("it cannot be read");
        }
    }

    /** Returns whether others on the way could replace the keys. */
    boolean isUnprotected() {
        return url != null && "http".equalsIgnoreCase(url.getScheme()) && !isLoopback(url.getHost());
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** Returns the location for messages, without the query of a URL. */
    @Override
    public String toString() {
        return url == null ? String.valueOf(file) : url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }
}
