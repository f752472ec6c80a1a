package dev.lifeline.app.http;

import dev.lifeline.app.http.guard.MessageFraming;
import dev.lifeline.app.http.limit.OverloadProtection;
import java.io.IOException;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.DataChunk;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;

/** Calls Jersey. First removes the parts of the request that Jersey cannot handle or would keep. */
final class ApplicationCall implements AutoCloseable {
    private static final String ANY_NAME = "localhost";

    private final GrizzlyHttpContainer container;
    private final OverloadProtection protection;
    private final RequestsUnderWay underWay;
    private final ErrorResponses responses;

    ApplicationCall(
            GrizzlyHttpContainer container,
            OverloadProtection protection,
            RequestsUnderWay underWay,
            ErrorResponses responses) {
        this.container = container;
        this.protection = protection;
        this.underWay = underWay;
        this.responses = responses;
    }

    void start() {
        container.start();
    }

    void handle(Request request, Response response) throws IOException {
        Connection<?> connection = request.getContext().getConnection(); // Grizzly reuses the request object
        forgetHost(request);
        protection.boundAcceptHeader(request.getRequest());
        if (MessageFraming.isDoubtful(request)) {
            response.setHeader(Header.Connection, "close");
        }
        try {
            container.service(request, response);
        } catch (RuntimeException e) {
            responses.fail(request, response, e);
        } finally {
            if (!connection.isOpen()) {
                underWay.clientHungUp();
            }
        }
    }

    /**
     * Replaces the host name of the request, which need not be valid in a URI. Grizzly parses the header once, when the
     * name is set; the application sees the original header.
     */
    private static void forgetHost(Request request) {
        DataChunk header = request.getRequest().getHeaders().getValue(Header.Host);
        String given = String.valueOf(header);
        if (header != null) {
            header.setString(ANY_NAME);
        }
        request.setServerName(ANY_NAME);
        if (header != null) {
            header.setString(given);
        }
    }

    @Override
    public void close() {
        container.destroy();
    }
}
