package dev.lifeline.monitoring.internal.alert;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeline.domain.connection.CallerCounts;
import dev.lifeline.monitoring.internal.json.Json;
import java.io.IOException;

/** JSON of an alert for webhooks: a text for Slack and similar services, and the same data for programs. */
final class WebhookBody {
    private static final double MILLIS_PER_SECOND = 1_000;

    private WebhookBody() {}

    static byte[] of(Alert alert) {
        return Json.bytes(json -> write(alert, json));
    }

    private static void write(Alert alert, JsonGenerator json) throws IOException {
        AlertCondition condition = alert.condition();
        json.writeStartObject();
        json.writeStringField("text", escaped(alert.text()));
        json.writeStringField("status", alert.status().word());
        json.writeStringField("alert", condition.name());
        json.writeStringField("severity", condition.severity().word());
        json.writeStringField("instance", condition.instance());
        json.writeStringField("key", condition.key());
        json.writeStringField("summary", alert.summary());
        json.writeStringField("since", condition.since().toString());
        json.writeNumberField("durationSeconds", alert.duration().toMillis() / MILLIS_PER_SECOND);
        writeFacts(alert.facts(), json);
        json.writeEndObject();
    }

    private static void writeFacts(AlertFacts facts, JsonGenerator json) throws IOException {
        if (facts.reason() != null) {
            json.writeStringField("reason", facts.reason());
        }
        if (facts.attempts() != null) {
            json.writeNumberField("attempts", facts.attempts());
        }
        CallerCounts callers = facts.callers();
        if (callers != null) {
            json.writeObjectFieldStart("callers");
            json.writeNumberField("waited", callers.waited());
            json.writeNumberField("saved", callers.saved());
            json.writeNumberField("failed", callers.failed());
            json.writeEndObject();
        }
    }

    /** Escapes the three characters that Slack treats as markup: {@code <!channel>} would notify all members. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
