package dev.lifeline.monitoring.internal.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lifeline.domain.settings.InvalidSettingsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Receiver of alerts. Path, query and user info of its URL are secrets that grant write access; they are never shown
 * and never part of a message. Immutable.
 */
public final class Endpoint {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int MAX_PORT = 65_535;

    private final URI uri;
    private final @Nullable String authorization;

    private Endpoint(URI uri, @Nullable String authorization) {
        this.uri = uri;
        this.authorization = authorization;
    }

    /**
     * Parses a URL. Its user info is sent as an {@code Authorization} header with the scheme Basic.
     *
     * @param setting name of the setting in messages
     * @throws InvalidSettingsException if it is not an absolute http or https URL; the message never quotes it
     */
    public static Endpoint parse(String setting, String url) {
        return read(url).orElseThrow(() -> new InvalidSettingsException(List.of(problem(setting))));
    }

    /** Returns whether the URL is valid. */
    public static boolean isValid(String url) {
        return read(url).isPresent();
    }

    /** Returns the message for an invalid URL. */
    public static String problem(String setting) {
        return setting + " must be an absolute http or https URL, but is something else (not shown)";
    }

    private static Optional<Endpoint> read(String url) {
        try {
            URI uri = new URI(url.strip());
            return isUsable(uri)
                    ? Optional.of(new Endpoint(withoutUserInfo(uri), authorization(uri.getRawUserInfo())))
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty(); // the exception's message quotes the URL and must not be used
        }
    }

    private static boolean isUsable(URI uri) {
        return uri.getScheme() != null
                && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                && uri.getHost() != null
                && uri.getPort() != 0
                && uri.getPort() <= MAX_PORT;
    }

    private static URI withoutUserInfo(URI uri) throws URISyntaxException {
        String path = uri.getRawPath();
        String query = uri.getRawQuery();
        return new URI(root(uri) + path + (query == null ? "" : "?" + query));
    }

    /** Decodes the user info; unlike in a form, a plus sign is literal. */
    private static @Nullable String authorization(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        String decoded = URLDecoder.decode(userInfo.replace("+", "%2B"), UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(decoded.getBytes(UTF_8));
    }

    /** Returns the endpoint with the path appended. */
    Endpoint below(String path) {
        String base = uri.getRawPath().replaceAll("/+$", "");
        return new Endpoint(URI.create(root(uri) + base + path), authorization);
    }

    /** Returns the URL without its user info: a secret. */
    URI uri() {
        return uri;
    }

    /** Returns the value of the {@code Authorization} header: a secret. */
    Optional<String> authorization() {
        return Optional.ofNullable(authorization);
    }

    private static String root(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** Returns scheme, host and port only. */
    @Override
    public String toString() {
        return root(uri) + "/…";
    }
}
