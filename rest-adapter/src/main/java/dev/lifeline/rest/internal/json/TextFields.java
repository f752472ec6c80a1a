package dev.lifeline.rest.internal.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.lifeline.domain.project.InvalidInputException;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A JSON object from a client with string or null members only. */
public final class TextFields {
    private static final int MAX_NAME_SHOWN = 64;

    private final Map<String, Optional<String>> values;

    private TextFields(Map<String, Optional<String>> values) {
        this.values = values;
    }

    /**
     * Parses one JSON object in UTF-8, without trailing content.
     *
     * @throws UnreadableJsonException if the body is something else
     * @throws InvalidInputException if a member is unknown, duplicate, or neither a string nor null
     */
    public static TextFields parse(byte[] body, Set<String> known) {
        try (JsonParser json = parser(Utf8.decode(body))) {
            return read(json, known);
        } catch (CharacterCodingException e) {
            throw new UnreadableJsonException("The body is not valid UTF-8", e);
        } catch (StreamConstraintsException e) {
            throw new UnreadableJsonException("The body has a name or a number that is too long", e);
        } catch (StreamReadException e) {
            throw notJson(e);
        } catch (IOException e) {
            throw new UnreadableJsonException("The body is not valid JSON", e);
        }
    }

    /** Returns the text of a member; empty if it is missing or null. */
    public Optional<String> find(String name) {
        return values.getOrDefault(name, Optional.empty());
    }

    /**
     * Returns the text of a member.
     *
     * @throws InvalidInputException if it is missing or null
     */
    public String require(String name) {
        return find(name).orElseThrow(() -> new InvalidInputException(name, "is required"));
    }

    private static JsonParser parser(CharBuffer text) throws IOException {
        return Json.FACTORY.createParser(text.array(), text.arrayOffset() + text.position(), text.remaining());
    }

    private static TextFields read(JsonParser json, Set<String> known) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new UnreadableJsonException("The body must be a JSON object");
        }
        Map<String, Optional<String>> values = new HashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            checkName(name, known, values);
            values.put(name, text(json, name));
        }
        if (json.nextToken() != null) {
            throw new UnreadableJsonException("Nothing may follow the JSON object");
        }
        return new TextFields(values);
    }

    private static void checkName(String name, Set<String> known, Map<String, ?> read) {
        if (!known.contains(name)) {
            throw new InvalidInputException(shown(name), "is not a known field");
        }
        if (read.containsKey(name)) {
            throw new InvalidInputException(name, "must be given only once");
        }
    }

    private static Optional<String> text(JsonParser json, String name) throws IOException {
        return switch (json.nextToken()) {
            case VALUE_STRING -> Optional.of(json.getText());
            case VALUE_NULL -> Optional.empty();
            default -> throw new InvalidInputException(name, "must be a string");
        };
    }

    private static String shown(String name) {
        return name.codePointCount(0, name.length()) <= MAX_NAME_SHOWN
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MAX_NAME_SHOWN));
    }

    private static UnreadableJsonException notJson(StreamReadException e) {
        JsonLocation at = e.getLocation();
        return new UnreadableJsonException(
                "The body is not valid JSON at line " + at.getLineNr() + ", column " + at.getColumnNr(), e);
    }
}
