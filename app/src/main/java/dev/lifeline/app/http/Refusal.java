package dev.lifeline.app.http;

import java.io.IOException;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpStatus;

/** Why a request is answered without the application. */
enum Refusal {
    /** There is no room for it now. */
    BUSY(503, "Retry-After", "1"),
    /** Its target is no URL, or others may see another end of it: nothing that follows it can be trusted. */
    MALFORMED(400, "Connection", "close");

    private final int status;
    private final String header;
    private final String value;

    Refusal(int status, String header, String value) {
        this.status = status;
        this.header = header;
        this.value = value;
    }

    int status() {
        return status;
    }

    void send(Response response, ProblemPage page) throws IOException {
        response.setHeader(header, value);
        page.send(response, HttpStatus.getHttpStatus(status));
    }
}
