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

/** How a request says where it goes and where it ends. */
public final class MessageFraming {

    private static final String EXPECTATION = "100-continue";

    private MessageFraming() {}

    /**
     * Whether a proxy before us may have read the request in another way than we do, and so taken a part of it for
     * another request (RFC 9112, sections 3.2, 5.1 and 6.3).
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
     * Whether the connection must not outlive the request: Grizzly's parser of chunks may end a body where a proxy's
     * does not.
     */
    public static boolean isDoubtful(Request request) {
        return request.getRequest().isChunked();
    }

    /** Returns whether an expectation is the one that can be met. */
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
