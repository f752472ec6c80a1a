package dev.lifeline.app.http.limit;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.util.DataChunk;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.MimeHeaders;

/**
 * Bounds the number of different {@code Accept} headers that Jersey sees, because its cache of parsed headers has no
 * limit. The first values of a minute pass as they are; later or very long ones count as absent, which RFC 9110,
 * section 12.5.1, permits. A request with the header costs one look-up in a map. Safe for use by several threads.
 */
final class AcceptHeaders {
    /**
     * Limits that usual clients do not reach: they send far fewer different headers, and a browser's longest one has
     * 150 characters.
     */
    static final int MOST_VALUES = 256;

    static final int LONGEST = 512;

    /** Jersey removes values after five seconds without use. */
    static final Duration PERIOD = Duration.ofMinutes(1);

    private static final String ANYTHING = "*/*";

    private final Set<String> passed = ConcurrentHashMap.newKeySet();

    /** Replaces the header of a request if it must not reach Jersey. */
    void bound(HttpRequestPacket request) {
        bound(request.getHeaders());
    }

    void bound(MimeHeaders headers) {
        DataChunk first = headers.getValue(Header.Accept);
        if (first != null && !mayPass(joined(first, headers))) {
            headers.setValue(Header.Accept).setString(ANYTHING); // and removes further lines
        }
    }

    /** Returns the value that Jersey parses: that of all lines. */
    private static String joined(DataChunk first, MimeHeaders headers) {
        int line = headers.indexOf(Header.Accept, 0);
        return headers.indexOf(Header.Accept, line + 1) < 0
                ? first.toString()
                : String.join(",", headers.values(Header.Accept));
    }

    boolean mayPass(String value) {
        return value.length() <= LONGEST
                && (passed.contains(value) || (passed.size() < MOST_VALUES && passed.add(value)));
    }

    /** Starts a new period. */
    void forget() {
        passed.clear();
    }
}
