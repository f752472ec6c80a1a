package dev.lifeline.monitoring.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads and writes JSON in memory. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes one JSON value. */
    @FunctionalInterface
    public interface Value {
        /** Writes the value. */
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Returns the value in UTF-8. */
    public static byte[] bytes(Value value) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            value.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Returns a parser of a text in UTF-8; its methods throw {@code IOException} if the text is not JSON. */
    public static JsonParser parser(byte[] json) throws IOException {
        return FACTORY.createParser(json);
    }
}
