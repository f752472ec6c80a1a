package dev.lifeline.monitoring.remote;

import dev.lifeline.domain.settings.InvalidSettingsException;
import dev.lifeline.domain.settings.SettingChecks;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Health endpoint of a service.
 *
 * @param uri an http or https URL with a host, and without user name, query and fragment: secrets do not belong on a
 *     command line, and a query could force a reconnect with each poll
 */
public record RemoteEndpoint(URI uri) {
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final String PATH = "/api/health/database";
    private static final String INCIDENTS = "/api/monitoring/incidents?limit=20";
    private static final int LAST_PORT = 65_535;

    /** @throws InvalidSettingsException if the URL has another form; the message never quotes it */
    public RemoteEndpoint {
        new SettingChecks()
                .require(
                        uri.getScheme() != null
                                && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT)),
                        "URL must begin with http:// or https://")
                .require(uri.getHost() != null, "URL must name a host, of letters, digits, hyphens and dots")
                .require(
                        uri.getPort() != 0 && uri.getPort() <= LAST_PORT, "URL must have a port from 1 to " + LAST_PORT)
                .require(uri.getRawUserInfo() == null, "URL must not hold a user name or a password")
                .require(uri.getRawQuery() == null && uri.getRawFragment() == null, "URL must not have a ? or #")
                .verify();
    }

    /**
     * Parses a URL from the command line: a URL without a path, or with a path that ends with a slash, is the base of a
     * service, to which {@code api/health/database} is appended. Any other URL is used unchanged.
     *
     * @throws InvalidSettingsException if the URL is invalid; the message never quotes it
     */
    public static RemoteEndpoint parse(String text) {
        URI uri = new RemoteEndpoint(uri(text)).uri();
        if (!uri.getRawPath().isEmpty() && !uri.getRawPath().endsWith("/")) {
            return new RemoteEndpoint(uri);
        }
        String base = uri.toString().replaceAll("/$", "");
        return new RemoteEndpoint(URI.create(base.endsWith(PATH) ? base : base + PATH));
    }

    /** Returns the URL of the service's incidents; empty if its health endpoint is not at the usual path. */
    public Optional<URI> incidents() {
        String text = uri.toString();
        return text.endsWith(PATH)
                ? Optional.of(URI.create(text.substring(0, text.length() - PATH.length()) + INCIDENTS))
                : Optional.empty();
    }

    private static URI uri(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new InvalidSettingsException(
                    List.of("URL has a character that is not allowed at position " + e.getIndex()));
        }
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
