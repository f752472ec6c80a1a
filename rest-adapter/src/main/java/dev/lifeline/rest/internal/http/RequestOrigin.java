package dev.lifeline.rest.internal.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a request is a person's or a program's own, or that of some web page in a person's browser. */
public final class RequestOrigin {
    /** Of the values that browsers send: the person's own doing, and a page of ours. */
    private static final Set<String> OURS = Set.of("none", "same-origin");

    private RequestOrigin() {}

    /**
     * Whether the request comes of a web page from elsewhere, going by what browsers add to requests and pages cannot change.
     * Other programs add nothing of the kind. Another port of the same host is elsewhere, too.
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
