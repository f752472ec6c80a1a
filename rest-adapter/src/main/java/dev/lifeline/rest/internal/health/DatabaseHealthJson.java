package dev.lifeline.rest.internal.health;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.rest.internal.json.JsonBody;
import dev.lifeline.rest.internal.json.UtcText;
import java.io.IOException;

/**
 * Result of a database check. Clients parse it: exactly these keys in this order.
 *
 * @param praise message for a healthy database
 */
record DatabaseHealthJson(CheckResult result, String praise) implements JsonBody {

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        FailureReason failure = result.failure();
        json.writeStartObject();
        json.writeStringField("status", failure == null ? "success" : "error");
        json.writeStringField("message", failure == null ? praise : "Database connection failed");
        if (failure != null) {
            json.writeStringField("error", failure.text());
        }
        json.writeStringField("timestamp", UtcText.millis(result.at()));
        json.writeEndObject();
    }
}
