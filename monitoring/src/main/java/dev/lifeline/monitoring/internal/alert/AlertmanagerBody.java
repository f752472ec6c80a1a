package dev.lifeline.monitoring.internal.alert;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * An alert as an Alertmanager gets it. The labels are its identity and never change while it lasts; the annotations are what
 * there is to tell. It has no end until it is over: till then the Alertmanager goes by its own clock.
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
        Trouble trouble = alert.trouble();
        json.writeStartObject();
        json.writeObjectFieldStart("labels");
        json.writeStringField("alertname", NAME_PREFIX + trouble.name());
        json.writeStringField("severity", trouble.severity().word());
        json.writeStringField("instance", trouble.instance());
        json.writeEndObject();
        writeAnnotations(alert, json);
        json.writeStringField("startsAt", trouble.since().toString());
        if (alert.status() == AlertStatus.RESOLVED) {
            json.writeStringField(
                    "endsAt", trouble.since().plus(alert.duration()).toString());
        }
        json.writeEndObject();
    }

    /** Every one of them is a string. */
    private static void writeAnnotations(Alert alert, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("annotations");
        json.writeStringField("summary", alert.summary());
        json.writeStringField("key", alert.trouble().key());
        if (alert.facts().reason() != null) {
            json.writeStringField("reason", alert.facts().reason());
        }
        json.writeEndObject();
    }
}
