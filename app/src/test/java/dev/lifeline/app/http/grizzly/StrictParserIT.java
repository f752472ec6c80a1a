package dev.lifeline.app.http.grizzly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lifeline.app.http.BareServer;
import dev.lifeline.testing.http.RawConnection;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the parser does with requests of connections that were closed. */
@Timeout(60)
class StrictParserIT {
    private static final int SENT_AHEAD = 40;

    private final Queue<Connection<?>> connections = new ConcurrentLinkedQueue<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger parts = new AtomicInteger();
    private BareServer server;

    @BeforeEach
    void start() throws IOException {
        server = BareServer.started(new Closing(), listener -> {
            listener.setMaxHttpHeaderSize(8_192);
            listener.registerAddOn(StrictParser.addOn(status -> {}));
            listener.registerAddOn(
                    (owner, filters) -> filters.add(filters.indexOfType(HttpServerFilter.class), new Gathering()));
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void unfinished_request_does_not_stay_with_its_closed_connection() throws Exception {
        try (var client = new RawConnection(server.port())) {
            client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
            await().until(() -> parts.get() > 0);
            assertThat(unfinished()).isNotNull();
        }

        await().until(() -> unfinished() == null);
    }

    private Object unfinished() {
        return connections.element().getAttributes().getAttribute(StrictParser.HTTP_SERVER_REQUEST_ATTR_NAME);
    }

    @Test
    void requests_that_were_sent_ahead_are_not_parsed_after_the_end_of_their_connection() throws Exception {
        try (var client = new RawConnection(server.port())) {
            client.send(get("/close").repeat(SENT_AHEAD));
            client.next();
        }

        try (var other = new RawConnection(server.port())) { // has its turns between those that were sent ahead
            for (int i = 0; i < SENT_AHEAD; i++) {
                assertThat(other.ask(get("/"))).startsWith("HTTP/1.1 200");
            }
        }
        assertThat(closed).hasValue(1);
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    /** Waits for the rest of each body. */
    private final class Gathering extends BaseFilter {
        @Override
        public NextAction handleAccept(FilterChainContext context) {
            connections.add(context.getConnection());
            return context.getInvokeAction();
        }

        @Override
        public NextAction handleRead(FilterChainContext context) {
            if (context.getMessage() instanceof HttpContent part && !part.isLast()) {
                parts.incrementAndGet();
                return context.getStopAction();
            }
            return context.getInvokeAction();
        }
    }

    /** Ends the connection of some requests before the response. */
    private final class Closing extends HttpHandler {
        @Override
        public void service(Request request, Response response) throws IOException {
            if (request.getRequestURI().equals("/close")) {
                closed.incrementAndGet();
                request.getContext().getConnection().terminateSilently();
            }
            response.setContentLength(2);
            response.getWriter().write("ok");
        }
    }
}
