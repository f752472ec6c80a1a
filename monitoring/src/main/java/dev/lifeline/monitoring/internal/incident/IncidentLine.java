package dev.lifeline.monitoring.internal.incident;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.incident.IncidentKind;
import dev.lifeline.domain.incident.IncidentPhase;
import dev.lifeline.monitoring.internal.json.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An incident as one line of a file: a flat JSON object. Missing members have no value; unknown ones are ignored. */
final class IncidentLine {
    private IncidentLine() {}

    static String of(Incident incident) {
        return new String(Json.bytes(json -> write(incident, json)), UTF_8);
    }

    private static void write(Incident incident, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", incident.id());
        json.writeStringField("kind", incident.kind().name());
        json.writeStringField("phase", incident.phase().name());
        writeUnlessNull(json, "cause", incident.cause());
        json.writeStringField("evidence", incident.evidence());
        json.writeStringField("startedAt", incident.startedAt().toString());
        json.writeStringField("detectedAt", incident.detectedAt().toString());
        writeUnlessNull(json, "endedAt", incident.endedAt());
        writeUnlessNull(json, "duration", incident.duration());
        json.writeNumberField("attempts", incident.attempts());
        CallerCounts callers = incident.callers();
        if (callers != null) {
            json.writeNumberField("waited", callers.waited());
            json.writeNumberField("saved", callers.saved());
            json.writeNumberField("failed", callers.failed());
        }
        json.writeEndObject();
    }

    private static void writeUnlessNull(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        if (value instanceof Enum<?> constant) {
            json.writeStringField(name, constant.name());
        } else if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    /** Returns the incident of a line; empty if the line contains none. */
    static Optional<Incident> parse(String line) {
        try (JsonParser json = Json.parser(line.getBytes(UTF_8))) {
            return Optional.of(new Members(members(json)).incident());
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> members(JsonParser json) throws IOException {
        Map<String, String> members = new HashMap<>();
        require(json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken().isScalarValue()) {
                members.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
        return members;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("not an incident");
        }
    }

    /** Members of a line. */
    private record Members(Map<String, String> values) {

        Incident incident() {
            return new Incident(
                    text("id"),
                    IncidentKind.valueOf(text("kind")),
                    find("cause").map(FailureReason::valueOf).orElse(null),
                    text("evidence"),
                    Instant.parse(text("startedAt")),
                    Instant.parse(text("detectedAt")),
                    find("endedAt").map(Instant::parse).orElse(null),
                    find("duration").map(Duration::parse).orElse(null),
                    IncidentPhase.valueOf(text("phase")),
                    Integer.parseInt(text("attempts")),
                    find("waited")
                            .map(waited -> new CallerCounts(
                                    Long.parseLong(waited),
                                    Long.parseLong(text("saved")),
                                    Long.parseLong(text("failed"))))
                            .orElse(null));
        }

        private Optional<String> find(String name) {
            return Optional.ofNullable(values.get(name));
        }

        private String text(String name) {
            return find(name).orElseThrow(() -> new IllegalArgumentException("an incident has a member " + name));
        }
    }
}
