package dev.lifeline.app.http.grizzly;

import dev.lifeline.app.request.RequestId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.util.MimeHeaders;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Grizzly's parser of requests, which also records a {@code Content-Length} before a {@code Transfer-Encoding}, because
 * Grizzly drops that length when it reads the encoding, and answers malformed requests as others. Costs two comparisons
 * for each header. Safe for use by several threads.
 */
public final class StrictParser extends HttpServerFilter {
    private static final String DROPPED_LENGTH = StrictParser.class.getName() + ".droppedLength";
    private static final Attribute<Object> UNFINISHED =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(HTTP_SERVER_REQUEST_ATTR_NAME);

    private final IntConsumer unparsed;

    @SuppressWarnings("deprecation") // no other constructor has settings; Grizzly uses it, too
    private StrictParser(NetworkListener listener, IntConsumer unparsed) {
        super(
                listener.isChunkingEnabled(),
                listener.getMaxHttpHeaderSize(),
                null,
                listener.getKeepAlive(),
                null,
                listener.getMaxRequestHeaders(),
                listener.getMaxResponseHeaders());
        this.unparsed = unparsed;
    }

    /**
     * Replaces Grizzly's parser by this one, with the same settings. Must be added before the other add-ons that
     * concern the parser.
     *
     * @param unparsed gets the status of each response to a request that could not be parsed
     */
    static AddOn addOn(IntConsumer unparsed) {
        return (listener, filters) -> replace(listener, filters, unparsed);
    }

    private static void replace(NetworkListener listener, FilterChainBuilder filters, IntConsumer unparsed) {
        int index = filters.indexOfType(HttpServerFilter.class);
        var original = (HttpServerFilter) filters.get(index);
        var strict = new StrictParser(listener, unparsed);
        strict.setAllowPayloadForUndefinedHttpMethods(original.isAllowPayloadForUndefinedHttpMethods());
        strict.setMaxPayloadRemainderToSkip(0); // a body is complete or refused before the response
        Arrays.stream(original.getContentEncodings()).forEach(strict::addContentEncoding);
        filters.set(index, strict);
    }

    /**
     * Drops requests that a client sent ahead on a connection that was closed meanwhile: nobody reads their responses,
     * and each would fail with an exception.
     */
    @Override
    public NextAction handleRead(FilterChainContext context) throws IOException {
        return context.getConnection().isOpen() ? super.handleRead(context) : context.getStopAction();
    }

    /**
     * Removes an unfinished request from its closed connection. Grizzly's queue of idle connections keeps the
     * connection for up to a second, and a request with a part of its body takes up to 80 kB.
     */
    @Override
    public NextAction handleClose(FilterChainContext context) throws IOException {
        NextAction next = super.handleClose(context);
        UNFINISHED.remove(context.getConnection());
        return next;
    }

    /** Gives the response to a request that cannot be parsed the form of others: Grizzly's has no body. */
    @Override
    protected HttpContent customizeErrorResponse(HttpResponsePacket response) {
        unparsed.accept(response.getStatus());
        String text = ProblemResponse.body(response.getStatus(), response.getReasonPhrase(), "");
        byte[] body = text.getBytes(StandardCharsets.US_ASCII);
        ProblemResponse.describe(response);
        response.setHeader(RequestId.HEADER, RequestId.of(response.getRequest().getHeader(RequestId.HEADER)));
        response.setContentLength(body.length);
        return HttpContent.builder(response)
                .content(Buffers.wrap(null, body))
                .last(true)
                .build();
    }

    /** Returns whether the request had a length before its transfer encoding. */
    public static boolean hasDroppedLength(HttpRequestPacket request) {
        return request.getAttribute(DROPPED_LENGTH) != null;
    }

    @Override
    protected boolean parseHeaderFromBytes(
            HttpHeader packet, MimeHeaders headers, HeaderParsingState state, byte[] input, int end) {
        boolean hadLength = hasLength(packet);
        boolean complete = super.parseHeaderFromBytes(packet, headers, state, input, end);
        note(packet, hadLength);
        return complete;
    }

    @Override
    protected boolean parseHeaderFromBuffer(
            HttpHeader packet, MimeHeaders headers, HeaderParsingState state, Buffer input) {
        boolean hadLength = hasLength(packet);
        boolean complete = super.parseHeaderFromBuffer(packet, headers, state, input);
        note(packet, hadLength);
        return complete;
    }

    private static boolean hasLength(HttpHeader packet) {
        return packet.getContentLength() >= 0;
    }

    private static void note(HttpHeader packet, boolean hadLength) {
        if (hadLength && !hasLength(packet)) {
            ((HttpRequestPacket) packet).setAttribute(DROPPED_LENGTH, true);
        }
    }
}
