package dev.lifeline.monitoring.internal.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the length of the last outage from the incidents that a service reports, newest first. */
final class ReportedOutage {
    private static final JsonFactory JSON = new JsonFactory();

    private ReportedOutage() {}

    /** Returns the length of the newest outage that has ended; nothing if there is none, or the text is something else. */
    static Optional<Duration> lengthIn(byte[] incidents) {
        try (JsonParser json = JSON.createParser(incidents)) {
            if (json.nextToken() != JsonToken.START_OBJECT
                    || !"incidents".equals(json.nextFieldName())
                    || json.nextToken() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Optional<Duration> length = ofOneIncident(json);
                if (length.isPresent()) {
                    return length;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> ofOneIncident(JsonParser json) throws IOException {
        @Nullable String kind = null;
        @Nullable String phase = null;
        long millis = -1;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            if (name.equals("kind")) {
                kind = json.getText();
            } else if (name.equals("phase")) {
                phase = json.getText();
            } else if (name.equals("durationMillis") && value == JsonToken.VALUE_NUMBER_INT) {
                millis = json.getLongValue();
            } else {
                json.skipChildren();
            }
        }
        boolean ended = "OUTAGE".equals(kind) && "ENDED".equals(phase) && millis >= 0;
        return ended ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
    }
}
