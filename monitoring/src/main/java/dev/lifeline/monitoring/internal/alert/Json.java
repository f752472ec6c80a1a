package dev.lifeline.monitoring.internal.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON writing for alerts. */
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes one JSON value. */
    @FunctionalInterface
    interface Value {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Returns the value in UTF-8. */
    static byte[] bytes(Value value) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            value.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // impossible when writing to memory
        }
        return bytes.toByteArray();
    }
}
