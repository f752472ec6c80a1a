package dev.lifeline.rest.internal.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Distinguishes requests of users and programs from requests of web pages in a user's browser. */
public final class RequestOrigin {
    /** Values of Sec-Fetch-Site for requests of the user and of the service's pages. */
    private static final Set<String> OURS = Set.of("none", "same-origin");

    private RequestOrigin() {}

    /**
     * Returns whether the request comes from a web page of another origin, according to headers that browsers add and
     * pages cannot change. Other programs do not send these headers. Another port of the same host is another origin.
     */
    public static boolean isForeignPage(HttpHeaders headers) {
        return isElsewhere(headers.getHeaderString("Sec-Fetch-Site"))
                || isElsewhere(headers.getHeaderString("Origin"), headers.getHeaderString(HttpHeaders.HOST));
    }

    private static boolean isElsewhere(@Nullable String site) {
        return site != null && !OURS.contains(site);
    }

    private static boolean isElsewhere(@Nullable String origin, @Nullable String host) {
        return origin != null
                && !origin.equalsIgnoreCase("http://" + host)
                && !origin.equalsIgnoreCase("https://" + host);
    }
}
