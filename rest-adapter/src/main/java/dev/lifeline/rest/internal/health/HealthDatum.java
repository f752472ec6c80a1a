package dev.lifeline.rest.internal.health;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** One data item of a check: a text or a number. */
sealed interface HealthDatum {

    /** Writes the item as a member of a JSON object. */
    void writeTo(JsonGenerator json) throws IOException;

    /** A text. */
    record Text(String name, String value) implements HealthDatum {
        @Override
        public void writeTo(JsonGenerator json) throws IOException {
            json.writeStringField(name, value);
        }
    }

    /** A number. */
    record Count(String name, long value) implements HealthDatum {
        @Override
        public void writeTo(JsonGenerator json) throws IOException {
            json.writeNumberField(name, value);
        }
    }
}
