package dev.lifeline.rest.internal.health;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeline.rest.internal.json.JsonBody;
import java.io.IOException;
import java.util.List;

/** Several checks in the format of MicroProfile Health 4.0. */
record ProbeJson(List<HealthCheck> checks) implements JsonBody {

    boolean isUp() {
        return checks.stream().allMatch(HealthCheck::up);
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("status", HealthCheck.word(isUp()));
        json.writeArrayFieldStart("checks");
        for (HealthCheck check : checks) {
            check.writeTo(json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
