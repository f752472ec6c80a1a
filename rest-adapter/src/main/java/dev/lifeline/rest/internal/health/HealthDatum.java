package dev.lifeline.rest.internal.health;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** One fact that a check gives as its evidence: a text or a number, as the form has it. */
sealed interface HealthDatum {

    /** Writes itself as one member of a JSON object. */
    void writeTo(JsonGenerator json) throws IOException;

    /** A fact in words. */
    record Text(String name, String value) implements HealthDatum {
        @Override
        public void writeTo(JsonGenerator json) throws IOException {
            json.writeStringField(name, value);
        }
    }

    /** A fact in figures. */
    record Count(String name, long value) implements HealthDatum {
        @Override
        public void writeTo(JsonGenerator json) throws IOException {
            json.writeNumberField(name, value);
        }
    }
}
