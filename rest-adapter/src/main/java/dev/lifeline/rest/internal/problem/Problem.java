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
 * What went wrong, as RFC 9457 tells it.
 *
 * @param members what this type of problem tells beyond the standard members
 */
public record Problem(String type, String title, int status, @Nullable String detail, Map<String, String> members)
        implements JsonBody {
    static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    /** Nobody may keep it: the next answer may be better. */
    static final String CACHE_CONTROL = "no-store";

    /** A problem of which the status says everything. */
    public static Problem of(StatusType status) {
        return of(status, "about:blank", status.getReasonPhrase());
    }

    /** A problem of a type of its own. */
    static Problem of(StatusType status, String type, String title) {
        return new Problem(type, title, status.getStatusCode(), null, Map.of());
    }

    /** What the caller sent breaks a rule. */
    static Problem invalidInput(@Nullable String detail) {
        return of(Status.BAD_REQUEST, "/problems/invalid-input", "Invalid input")
                .detail(detail);
    }

    /** There is another project with the slug that was asked for. */
    public static Problem slugAlreadyTaken() {
        return of(Status.CONFLICT, "/problems/slug-already-taken", "Slug already taken")
                .detail("There is another project with that slug")
                .with("field", "slug");
    }

    /** The same with an explanation for people. */
    public Problem detail(@Nullable String explanation) {
        return new Problem(type, title, status, explanation, members);
    }

    /** The same with a member of its own, and no other. */
    Problem with(String member, String value) {
        return new Problem(type, title, status, detail, Map.of(member, value));
    }

    /** The same with the trace of the request, under which logs and traces have the rest. */
    Problem inTrace(String traceId) {
        Map<String, String> all = new LinkedHashMap<>(members);
        all.put("traceId", traceId);
        return new Problem(type, title, status, detail, all);
    }

    /** The answer. */
    public ResponseBuilder toResponse() {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .entity(this);
    }

    /** An exception that is answered with this problem. */
    public WebApplicationException toException() {
        return new WebApplicationException(toResponse().build());
    }

    /** An exception that is answered with this problem and a header. */
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
