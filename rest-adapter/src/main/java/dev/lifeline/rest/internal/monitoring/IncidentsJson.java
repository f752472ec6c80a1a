package dev.lifeline.rest.internal.monitoring;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeline.domain.incident.Incident;
import dev.lifeline.rest.internal.json.JsonBody;
import java.io.IOException;
import java.util.List;

/** Several incidents. */
record IncidentsJson(List<Incident> incidents) implements JsonBody {

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("incidents");
        for (Incident incident : incidents) {
            new IncidentJson(incident).writeTo(json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
