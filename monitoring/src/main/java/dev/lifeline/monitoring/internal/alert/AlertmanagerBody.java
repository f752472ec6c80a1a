package dev.lifeline.monitoring.internal.alert;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lifeline.monitoring.internal.json.Json;
import java.io.IOException;

/**
 * JSON of an alert for an Alertmanager. The labels are its identity and never change while the problem lasts; the
 * annotations contain the details. The alert has no end time until the problem ends; until then, the Alertmanager
 * applies its own timeout.
 */
final class AlertmanagerBody {
    private static final String NAME_PREFIX = "Lifeline";

    private AlertmanagerBody() {}

    static byte[] of(Alert alert) {
        return Json.bytes(json -> {
            json.writeStartArray();
            write(alert, json);
            json.writeEndArray();
        });
    }

    private static void write(Alert alert, JsonGenerator json) throws IOException {
        AlertCondition condition = alert.condition();
        json.writeStartObject();
        json.writeObjectFieldStart("labels");
        json.writeStringField("alertname", NAME_PREFIX + condition.name());
        json.writeStringField("severity", condition.severity().word());
        json.writeStringField("instance", condition.instance());
        json.writeEndObject();
        writeAnnotations(alert, json);
        json.writeStringField("startsAt", condition.since().toString());
        if (alert.status() == AlertStatus.RESOLVED) {
            json.writeStringField(
                    "endsAt", condition.since().plus(alert.duration()).toString());
        }
        json.writeEndObject();
    }

    /** Writes the annotations; an Alertmanager accepts only strings. */
    private static void writeAnnotations(Alert alert, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("annotations");
        json.writeStringField("summary", alert.summary());
        json.writeStringField("key", alert.condition().key());
        if (alert.facts().reason() != null) {
            json.writeStringField("reason", alert.facts().reason());
        }
        json.writeEndObject();
    }
}
