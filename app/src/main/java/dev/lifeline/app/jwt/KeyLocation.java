package dev.lifeline.app.jwt;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Place of a JSON Web Key Set.
 *
 * @param file the file, or null if a server has the set
 * @param url the address of the set, or of the OpenID configuration that names it; null for a file
 * @param issuer the issuer if the URL is that of its OpenID configuration, or null
 */
public record KeyLocation(@Nullable Path file, @Nullable URI url, @Nullable String issuer) {
    private static final String CONFIGURATION = "/.well-known/openid-configuration";

    /** Addresses in digits only: a name such as {@code 127.example.org} can have any. */
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /** Returns the location; empty if the text is neither a path nor an http or https URL without user and fragment. */
    public static Optional<KeyLocation> parse(String text) {
        String lowerCase = text.toLowerCase(Locale.ROOT);
        try {
            return lowerCase.startsWith("http://") || lowerCase.startsWith("https://")
                    ? url(new URI(text))
                    : Optional.of(ofFile(Path.of(text)));
        } catch (URISyntaxException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<KeyLocation> url(URI url) {
        boolean isPlain = url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null;
        return isPlain ? Optional.of(new KeyLocation(null, url, null)) : Optional.empty();
    }

    /** Returns the location of a file. */
    public static KeyLocation ofFile(Path file) {
        return new KeyLocation(file, null, null);
    }

    /**
     * Returns the location of the keys that the OpenID configuration of an issuer names (OpenID Connect Discovery 1.0,
     * section 4); empty if the issuer is no https URL without user, query and fragment. On loopback, http is accepted.
     */
    public static Optional<KeyLocation> ofIssuer(String issuer) {
        return parse(issuer)
                .filter(KeyLocation::isProtected)
                .filter(location -> location.url() != null && location.url().getRawQuery() == null)
                .map(location -> new KeyLocation(null, configurationOf(issuer), issuer));
    }

    private static URI configurationOf(String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return URI.create(base + CONFIGURATION);
    }

    /**
     * Reads the file and returns why it cannot be used; empty if it can. Returns empty for a URL, without a request.
     */
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

    /** Returns whether the keys cannot be replaced on the way from their source. */
    boolean isProtected() {
        return url == null || isEncrypted() || isLoopback(url.getHost());
    }

    /** Returns whether the location is an https URL. */
    boolean isEncrypted() {
        return url != null && "https".equalsIgnoreCase(url.getScheme());
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** Returns the location for messages, without the query of a URL. */
    @Override
    public String toString() {
        return url == null ? String.valueOf(file) : url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
    }
}
