package dev.lifeline.rest.internal.problem;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeline.rest.internal.json.JsonBody;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem according to RFC 9457.
 *
 * @param members additional members of this problem type
 */
public record Problem(String type, String title, int status, @Nullable String detail, Map<String, String> members)
        implements JsonBody {
    static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    /** Problems must not be cached, because the next response may be successful. */
    static final String CACHE_CONTROL = "no-store";

    /** Returns a problem that its status describes completely. */
    public static Problem of(StatusType status) {
        return of(status, "about:blank", status.getReasonPhrase());
    }

    /** Returns a problem of a specific type. */
    static Problem of(StatusType status, String type, String title) {
        return new Problem(type, title, status.getStatusCode(), null, Map.of());
    }

    /** Returns the problem for invalid input. */
    static Problem invalidInput(@Nullable String detail) {
        return of(Status.BAD_REQUEST, "/problems/invalid-input", "Invalid input")
                .detail(detail);
    }

    /** Returns the problem for a slug that another project has. */
    public static Problem slugAlreadyTaken() {
        return of(Status.CONFLICT, "/problems/slug-already-taken", "Slug already taken")
                .detail("There is another project with that slug")
                .with("field", "slug");
    }

    /** Returns a copy with an explanation. */
    public Problem detail(@Nullable String explanation) {
        return new Problem(type, title, status, explanation, members);
    }

    /** Returns a copy with one additional member that replaces the others. */
    Problem with(String member, String value) {
        return new Problem(type, title, status, detail, Map.of(member, value));
    }

    /** Returns a copy with the trace of the request, which identifies related log lines and spans. */
    Problem inTrace(String traceId) {
        Map<String, String> all = new LinkedHashMap<>(members);
        all.put("traceId", traceId);
        return new Problem(type, title, status, detail, all);
    }

    /** Returns the response. */
    public ResponseBuilder toResponse() {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .entity(this);
    }

    /** Returns an exception that leads to this response. */
    public WebApplicationException toException() {
        return new WebApplicationException(toResponse().build());
    }

    /** Returns an exception that leads to this response, with an additional header. */
    public WebApplicationException toException(String header, String value) {
        return new WebApplicationException(toResponse().header(header, value).build());
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", type);
        json.writeStringField("title", title);
        json.writeNumberField("status", status);
        if (detail != null) {
            json.writeStringField("detail", detail);
        }
        for (Map.Entry<String, String> member : members.entrySet()) {
            json.writeStringField(member.getKey(), member.getValue());
        }
        json.writeEndObject();
    }
}
