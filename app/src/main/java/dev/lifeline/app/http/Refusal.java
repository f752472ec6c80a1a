package dev.lifeline.app.http;

import java.io.IOException;
import java.util.Optional;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpStatus;

/** Reason why a request is answered without the application. */
enum Refusal {
    /** There is no room for it now. */
    BUSY(503, true, false),
    /** Its target is no URL, or others may see another end of it: nothing that follows it can be trusted. */
    MALFORMED(400, false, true),
    /** Its body is larger than allowed. */
    TOO_LARGE(413, false, true),
    /** Its body did not arrive in time. */
    TOO_SLOW(408, false, true),
    /** There is no memory for its body now. */
    NO_MEMORY(503, true, true);

    private static final String ATTRIBUTE = Refusal.class.getName();

    private final int status;
    private final boolean passes;
    private final boolean closes;

    /**
     * @param passes whether the client should try again soon
     * @param closes whether the connection ends
     */
    Refusal(int status, boolean passes, boolean closes) {
        this.status = status;
        this.passes = passes;
        this.closes = closes;
    }

    /** Returns the refusal of a request, if it was refused while it was read. */
    static Optional<Refusal> of(HttpRequestPacket request) {
        return Optional.ofNullable((Refusal) request.getAttribute(ATTRIBUTE));
    }

    static Optional<Refusal> of(Request request) {
        return of(request.getRequest());
    }

    /** Refuses a request; the handler answers it. */
    void attachTo(HttpRequestPacket request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    int status() {
        return status;
    }

    void send(Response response, ProblemPage page) throws IOException {
        if (passes) {
            response.setHeader("Retry-After", "1");
        }
        if (closes) {
            response.setHeader("Connection", "close");
        }
        page.send(response, HttpStatus.getHttpStatus(status));
    }
}
