package dev.lifeline.app.http.guard;

import dev.lifeline.app.http.grizzly.ProblemResponse;
import dev.lifeline.monitoring.Tracing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.http.server.ErrorPageGenerator;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Responses to errors before the REST layer, in the same form (RFC 9457), without information about the server. */
public final class ProblemPage implements ErrorPageGenerator {
    private final Tracing tracing;

    public ProblemPage(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public String generate(
            Request request,
            int status,
            String reasonPhrase,
            @Nullable String description,
            @Nullable Throwable exception) {
        ProblemResponse.describe(request.getResponse().getResponse());
        request.getResponse().setCharacterEncoding(StandardCharsets.UTF_8.name());
        return body(status, reasonPhrase, null);
    }

    public void send(Response response, HttpStatus status) throws IOException {
        send(response, status, null);
    }

    /** @param detail an explanation without characters that JSON escapes, or null for none */
    void send(Response response, HttpStatus status, @Nullable String detail) throws IOException {
        byte[] body =
                body(status.getStatusCode(), status.getReasonPhrase(), detail).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        ProblemResponse.describe(response.getResponse());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private String body(int status, String title, @Nullable String detail) {
        String explanation = detail == null ? "" : ",\"detail\":\"" + detail + "\"";
        String trace =
                tracing.traceId().map(id -> ",\"traceId\":\"" + id + "\"").orElse("");
        return ProblemResponse.body(status, title, explanation + trace);
    }
}
