package dev.lifeline.monitoring.internal.remote;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import dev.lifeline.monitoring.internal.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last ended outage, as reported by a service.
 *
 * @param ago time from the end of the outage until the healthy response, by the service's clock; negative if the
 *     response has a slightly earlier time
 */
record ReportedOutage(Duration length, Duration ago) {
    /**
     * Reads the newest ended outage from a list of incidents, newest first; empty if there is none, or the text has
     * another form.
     *
     * @param now time of the healthy response, by the service's clock
     */
    static Optional<ReportedOutage> newestIn(byte[] incidents, Instant now) {
        try (JsonParser json = Json.parser(incidents)) {
            return isBeforeIncidents(json) ? newest(json, now) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Moves the parser to the list of incidents. */
    private static boolean isBeforeIncidents(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (name.equals("incidents")) {
                return value == JsonToken.START_ARRAY;
            }
            json.skipChildren();
        }
        return false;
    }

    private static Optional<ReportedOutage> newest(JsonParser json, Instant now) throws IOException {
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == null) {
                return Optional.empty();
            }
            if (token == JsonToken.START_OBJECT) {
                Optional<ReportedOutage> outage = ofOneIncident(json, now);
                if (outage.isPresent()) {
                    return outage;
                }
            } else {
                json.skipChildren();
            }
        }
        return Optional.empty();
    }

    private static Optional<ReportedOutage> ofOneIncident(JsonParser json, Instant now) throws IOException {
        Map<String, String> texts = new HashMap<>();
        long millis = -1;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                texts.put(name, json.getText());
            } else if (name.equals("durationMillis") && isWholeNumber(json)) {
                millis = json.getLongValue();
            } else {
                json.skipChildren();
            }
        }
        boolean ended = "OUTAGE".equals(texts.get("kind")) && "ENDED".equals(texts.get("phase")) && millis >= 0;
        Duration length = Duration.ofMillis(millis);
        return ended
                ? instant(texts.get("endedAt")).map(end -> new ReportedOutage(length, Duration.between(end, now)))
                : Optional.empty();
    }

    private static boolean isWholeNumber(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getNumberType() != NumberType.BIG_INTEGER;
    }

    private static Optional<Instant> instant(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
