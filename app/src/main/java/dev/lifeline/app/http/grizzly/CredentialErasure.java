package dev.lifeline.app.http.grizzly;

import java.util.Arrays;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContext;
import org.glassfish.grizzly.http.HttpEvents;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.util.BufferChunk;
import org.glassfish.grizzly.http.util.ByteChunk;
import org.glassfish.grizzly.http.util.DataChunk;
import org.glassfish.grizzly.http.util.MimeHeaders;

/**
 * Overwrites the credentials of a request when its response is complete. Grizzly reuses the memory into which requests
 * were read, but does not clear it: each selector's thread would keep the last 64 KiB, with the tokens of clients that
 * left long ago. Safe for use by several threads.
 */
final class CredentialErasure extends BaseFilter implements AddOn {
    private static final String AUTHORIZATION = "Authorization";

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder filters) {
        filters.add(filters.indexOfType(HttpServerFilter.class) + 1, this);
    }

    /** Runs before the parser is notified of the event: it releases the request and its memory. */
    @Override
    public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) {
        if (event.type() == HttpEvents.ResponseCompleteEvent.TYPE) {
            erase(HttpContext.get(context).getRequest().getHeaders());
        }
        return context.getInvokeAction();
    }

    static void erase(MimeHeaders headers) {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.getName(i).equalsIgnoreCase(AUTHORIZATION)) {
                erase(headers.getValue(i));
            }
        }
    }

    private static void erase(DataChunk value) {
        switch (value.getType()) {
            case Bytes -> {
                ByteChunk bytes = value.getByteChunk();
                Arrays.fill(bytes.getBuffer(), bytes.getStart(), bytes.getEnd(), (byte) 0);
            }
            case Buffer -> {
                BufferChunk chunk = value.getBufferChunk();
                Buffer buffer = chunk.getBuffer();
                for (int at = chunk.getStart(); at < chunk.getEnd(); at++) {
                    buffer.put(at, (byte) 0);
                }
            }
            case None, Chars, String -> {}
        }
    }
}
