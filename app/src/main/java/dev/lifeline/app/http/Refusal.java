package dev.lifeline.app.http;

import java.io.IOException;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Reason to answer a request without the application. */
enum Refusal {
    /** There is no room for it now. */
    BUSY(503, null, "Retry-After", "1"),
    /** Its target is no URL, its host is none, or others may see another end of it: nothing that follows it can be trusted. */
    MALFORMED(400, null, "Connection", "close"),
    /** Its host is none of the service's. */
    MISDIRECTED(
            421,
            "The Host header names no host of this service; further names and addresses are set with"
                    + " lifeline.http.allowed-hosts",
            "Connection",
            "close");

    private final int status;
    private final @Nullable String detail;
    private final String header;
    private final String value;

    Refusal(int status, @Nullable String detail, String header, String value) {
        this.status = status;
        this.detail = detail;
        this.header = header;
        this.value = value;
    }

    int status() {
        return status;
    }

    void send(Response response, ProblemPage page) throws IOException {
        response.setHeader(header, value);
        page.send(response, httpStatus(), detail);
    }

    /** Grizzly does not know the reason phrase of 421. */
    private HttpStatus httpStatus() {
        return this == MISDIRECTED
                ? HttpStatus.newHttpStatus(status, "Misdirected Request")
                : HttpStatus.getHttpStatus(status);
    }
}
