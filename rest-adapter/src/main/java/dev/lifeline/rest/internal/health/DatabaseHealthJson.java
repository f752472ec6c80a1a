package dev.lifeline.rest.internal.health;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.rest.internal.json.JsonBody;
import dev.lifeline.rest.internal.json.UtcText;
import java.io.IOException;

/**
 * What a look at the database found. Others parse this: these keys in this order, and no others.
 *
 * @param praise what to say if the database is well
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
