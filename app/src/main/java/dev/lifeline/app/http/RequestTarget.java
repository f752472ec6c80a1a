package dev.lifeline.app.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.glassfish.grizzly.http.server.Request;

/** What a request asks for. */
final class RequestTarget {
    private static final Pattern MATRIX_PARAMETERS = Pattern.compile(";[^/]*");

    private RequestTarget() {}

    /** Whether path and query make no URL; Jersey takes that for a failure of its own. */
    static boolean isMalformed(Request request) {
        String path = request.getRequestURI();
        String query = request.getQueryString();
        try {
            var unused = new URI("http://localhost" + path + (query == null ? "" : "?" + query));
            return !path.startsWith("/"); // * and host:port are for proxies.
        } catch (URISyntaxException e) {
            return true;
        }
    }

    /** The path as Jersey matches it: without matrix parameters and closing slashes. What is encoded matches no name of ours. */
    static String matched(String path) {
        String plain =
                path.indexOf(';') < 0 ? path : MATRIX_PARAMETERS.matcher(path).replaceAll("");
        int end = plain.length();
        while (end > 0 && plain.charAt(end - 1) == '/') {
            end--;
        }
        return plain.substring(0, end);
    }
}
