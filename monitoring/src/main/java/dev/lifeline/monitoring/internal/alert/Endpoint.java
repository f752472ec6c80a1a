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
 * Where alerts go. Its path, its query and its user info are secrets: whoever knows them can write there. So none of them is
 * ever shown, and they are in no message. Immutable.
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
     * Reads a URL. User info in it is sent as an {@code Authorization} header of the scheme Basic.
     *
     * @param setting what the URL is called in the message
     * @throws InvalidSettingsException if it is no absolute http or https URL; the message never quotes it
     */
    public static Endpoint parse(String setting, String url) {
        return read(url).orElseThrow(() -> new InvalidSettingsException(List.of(problem(setting))));
    }

    /** Whether it can be read. */
    public static boolean isValid(String url) {
        return read(url).isPresent();
    }

    /** What to say of a URL that cannot be read. */
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
            return Optional.empty(); // its message quotes the URL, so nothing of it may go on
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

    /** Unlike in a form, a plus sign is one here. */
    private static @Nullable String authorization(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        String decoded = URLDecoder.decode(userInfo.replace("+", "%2B"), UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(decoded.getBytes(UTF_8));
    }

    /** What is found at that path below this one. */
    Endpoint below(String path) {
        String base = uri.getRawPath().replaceAll("/+$", "");
        return new Endpoint(URI.create(root(uri) + base + path), authorization);
    }

    /** The whole URL but for its user info: a secret. */
    URI uri() {
        return uri;
    }

    /** The value of the {@code Authorization} header: a secret. */
    Optional<String> authorization() {
        return Optional.ofNullable(authorization);
    }

    private static String root(URI uri) {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** Scheme, host and port, and not a letter more. */
    @Override
    public String toString() {
        return root(uri) + "/…";
    }
}
