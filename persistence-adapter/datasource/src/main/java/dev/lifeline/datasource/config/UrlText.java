package dev.lifeline.datasource.config;

import dev.lifeline.datasource.internal.driver.DriverParameters;
import dev.lifeline.domain.settings.InvalidSettingsException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a database URL, still percent-encoded.
 *
 * @param userInfo the part before {@code @}, or null
 * @param hosts hosts and ports; may be empty
 * @param database database name; may be empty
 * @param query parameters, without the question mark
 */
record UrlText(@Nullable String userInfo, String hosts, String database, String query) {
    private static final String FORM = "must begin with jdbc:postgresql:// or postgresql://";
    private static final String SHORT_SCHEME = "jdbc:postgresql:";
    private static final String LOCAL = "localhost";

    /** A parameter that names the host. */
    private static final Pattern HOST_PARAMETER = Pattern.compile("[?&](?:pg)?host=", Pattern.CASE_INSENSITIVE);

    private static final String SLASHES = "//";
    private static final List<String> SCHEMES = List.of("jdbc:postgresql://", "postgresql://", "postgres://");
    private static final Pattern PORT = Pattern.compile("\\d{0,5}");

    /**
     * Splits a URL.
     *
     * @throws InvalidSettingsException if the URL is malformed or its password is not percent-encoded; the message
     *     never quotes the URL
     */
    static UrlText split(String url) {
        String text = withoutQuotes(url.strip());
        String rest = withoutScheme(text);
        int query = indexOrEnd(rest, '?');
        int slash = Math.min(indexOrEnd(rest, '/'), query);
        String authority = rest.substring(0, slash);
        String path = slash == query ? "" : rest.substring(slash + 1, query);
        String parameters = query == rest.length() ? "" : rest.substring(query + 1);
        requireEncoded(authority, path, parameters);
        int at = authority.indexOf('@');
        return new UrlText(at < 0 ? null : authority.substring(0, at), authority.substring(at + 1), path, parameters);
    }

    /** Removes quotation marks, which env files and manifests often keep around a value. */
    private static String withoutQuotes(String text) {
        for (String quote : List.of("\"", "'")) {
            if (text.length() > 1 && text.startsWith(quote) && text.endsWith(quote)) {
                return text.substring(1, text.length() - 1).strip();
            }
            if (text.startsWith(quote) || text.endsWith(quote)) {
                throw invalid("has a quotation mark at one end only");
            }
        }
        return text;
    }

    /** Removes the scheme. The driver's forms without a host, {@code jdbc:postgresql:name} and {@code
     * jdbc:postgresql:///name}, mean a server on this machine. */
    private static String withoutScheme(String text) {
        for (String scheme : SCHEMES) {
            if (startsWith(text, scheme)) {
                String rest = text.substring(scheme.length());
                return rest.startsWith("/")
                                && startsWith(scheme, "jdbc:")
                                && !HOST_PARAMETER.matcher(rest).find()
                        ? LOCAL + rest
                        : rest;
            }
        }
        if (startsWith(text, SHORT_SCHEME) && !text.startsWith(SLASHES, SHORT_SCHEME.length())) {
            return LOCAL + "/" + text.substring(SHORT_SCHEME.length());
        }
        throw invalid(WrappedUrl.problem(text).orElse(FORM));
    }

    private static boolean startsWith(String text, String scheme) {
        return text.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static int indexOrEnd(String text, char sought) {
        int index = text.indexOf(sought);
        return index < 0 ? text.length() : index;
    }

    /**
     * Rejects a URL with an unencoded reserved character in its password: it shifts the boundaries between the parts,
     * and an {@code @} then appears in the wrong part.
     */
    private static void requireEncoded(String authority, String path, String parameters) {
        boolean isMisplaced = authority.indexOf('@') != authority.lastIndexOf('@')
                || path.indexOf('@') >= 0
                || (parameters.indexOf('@') >= 0 && !(hasPorts(authority) && areKnownUntilAt(parameters)));
        if (isMisplaced || authority.indexOf('#') >= 0) {
            throw unencoded();
        }
    }

    private static boolean hasPorts(String authority) {
        String hosts = authority.substring(authority.indexOf('@') + 1);
        return Arrays.stream(hosts.split(","))
                .allMatch(host -> host.endsWith("]")
                        || host.indexOf(':') < 0
                        || PORT.matcher(host.substring(host.lastIndexOf(':') + 1))
                                .matches());
    }

    private static boolean areKnownUntilAt(String parameters) {
        int end = parameters.indexOf('&', parameters.indexOf('@'));
        String beforeEnd = parameters.substring(0, end < 0 ? parameters.length() : end);
        return Arrays.stream(beforeEnd.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .allMatch(pair -> pair.length == 2 && DriverParameters.isKnown(pair[0]));
    }

    static InvalidSettingsException unencoded() {
        return invalid("has a reserved character in the wrong place: percent-encode the password"
                + " (%25 for %, %40 for @, %2F for /, %3F for ?, %23 for #, %26 for &)");
    }

    static InvalidSettingsException invalid(String problem) {
        return new InvalidSettingsException(List.of("database.url " + problem));
    }
}
