package dev.lifeline.rest.internal.monitoring;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.rest.internal.json.JsonBody;
import dev.lifeline.rest.internal.json.UtcText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An incident. */
record IncidentJson(Incident incident) implements JsonBody {

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        FailureReason cause = incident.cause();
        Instant endedAt = incident.endedAt();
        Duration duration = incident.duration();
        json.writeStartObject();
        json.writeStringField("id", incident.id());
        json.writeStringField("kind", incident.kind().name());
        json.writeStringField("phase", incident.phase().name());
        json.writeStringField("cause", cause == null ? null : cause.text());
        json.writeStringField("evidence", incident.evidence());
        json.writeStringField("startedAt", UtcText.millis(incident.startedAt()));
        json.writeStringField("detectedAt", UtcText.millis(incident.detectedAt()));
        json.writeStringField("endedAt", endedAt == null ? null : UtcText.millis(endedAt));
        if (duration == null) {
            json.writeNullField("durationMillis");
        } else {
            json.writeNumberField("durationMillis", duration.toMillis());
        }
        json.writeNumberField("attempts", incident.attempts());
        writeCallers(json, incident.callers());
        json.writeEndObject();
    }

    private static void writeCallers(JsonGenerator json, @Nullable CallerCounts callers) throws IOException {
        if (callers == null) {
            json.writeNullField("callers");
            return;
        }
        json.writeObjectFieldStart("callers");
        json.writeNumberField("waited", callers.waited());
        json.writeNumberField("saved", callers.saved());
        json.writeNumberField("failed", callers.failed());
        json.writeEndObject();
    }
}
