package dev.lifeline.app.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Path and query of a request. */
public final class RequestTarget {
    private static final Pattern MATRIX_PARAMETERS = Pattern.compile(";[^/]*");

    private RequestTarget() {}

    /** Returns whether path and query do not form a valid URL. Jersey would answer such a request with status 500. */
    public static boolean isMalformed(String path, @Nullable String query) {
        try {
            var unused = new URI("http://localhost" + path + (query == null ? "" : "?" + query));
            return !path.startsWith("/"); // * and host:port are for proxies.
        } catch (URISyntaxException e) {
            return true;
        }
    }

    /**
     * Returns the path as Jersey matches it: without matrix parameters and closing slashes. An encoded path matches
     * none of Lifeline's names.
     */
    public static String matched(String path) {
        String plain =
                path.indexOf(';') < 0 ? path : MATRIX_PARAMETERS.matcher(path).replaceAll("");
        int end = plain.length();
        while (end > 0 && plain.charAt(end - 1) == '/') {
            end--;
        }
        return plain.substring(0, end);
    }
}
