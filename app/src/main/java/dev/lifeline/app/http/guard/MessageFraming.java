package dev.lifeline.app.http.guard;

import dev.lifeline.app.http.grizzly.StrictParser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.jspecify.annotations.Nullable;

/** Target and end of a request, as its headers determine them. */
public final class MessageFraming {

    private static final String EXPECTATION = "100-continue";

    private MessageFraming() {}

    /**
     * Returns whether a proxy in front of the service may have parsed the request differently and taken a part of it
     * for another request (RFC 9112, sections 3.2, 5.1 and 6.3).
     */
    static boolean isAmbiguous(HttpRequestPacket request) {
        MimeHeaders headers = request.getHeaders();
        return request.getProtocol() == Protocol.HTTP_0_9 // it has no version; its answer would have no content type
                || values(headers, Header.Host).size() > 1
                || hasTwoEnds(headers)
                || StrictParser.hasDroppedLength(request)
                || hasBlankInName(headers);
    }

    /**
     * Returns whether the connection must be closed after the request, because Grizzly's chunk parser may end a body at
     * another byte than a proxy's.
     */
    public static boolean isDoubtful(Request request) {
        return request.getRequest().isChunked();
    }

    /** Returns whether the service supports the expectation. */
    public static boolean isKnownExpectation(@Nullable String expectation) {
        return EXPECTATION.equalsIgnoreCase(expectation);
    }

    private static boolean hasTwoEnds(MimeHeaders headers) {
        List<String> codings = values(headers, Header.TransferEncoding);
        boolean chunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
        return !codings.isEmpty() && (!chunked || headers.contains(Header.ContentLength));
    }

    private static boolean hasBlankInName(MimeHeaders headers) {
        return IntStream.range(0, headers.size())
                .mapToObj(index -> headers.getName(index).toString())
                .anyMatch(name -> name.chars().anyMatch(letter -> letter <= ' '));
    }

    private static List<String> values(MimeHeaders headers, Header name) {
        var values = new ArrayList<String>();
        headers.values(name).forEach(values::add);
        return values;
    }
}
