package dev.lifeline.monitoring.internal.remote;

import static java.net.HttpURLConnection.HTTP_OK;
import static java.net.HttpURLConnection.HTTP_UNAVAILABLE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lifeline.monitoring.internal.json.Json;
import dev.lifeline.monitoring.remote.RemoteState;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Health response of a service: a JSON object with {@code status} {@code success} or {@code error}, a {@code message},
 * and the {@code error}, if any. Other members are ignored.
 */
final class HealthResponse {
    private final Map<String, String> members;

    private HealthResponse(Map<String, String> members) {
        this.members = members;
    }

    /** Parses a body; empty if it is something else. */
    static Optional<HealthResponse> read(byte[] body) {
        try (JsonParser json = Json.parser(body)) {
            return json.nextToken() == JsonToken.START_OBJECT ? Optional.of(read(json)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static HealthResponse read(JsonParser json) throws IOException {
        Map<String, String> members = new HashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (json.nextToken() == JsonToken.VALUE_STRING) {
                members.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return new HealthResponse(members);
    }

    /** Returns whether the body agrees with the HTTP status. */
    boolean fits(int status) {
        return switch (members.getOrDefault("status", "")) {
            case "success" -> status == HTTP_OK;
            case "error" -> status == HTTP_UNAVAILABLE;
            default -> false;
        };
    }

    RemoteState state() {
        return isError() ? RemoteState.UNHEALTHY : RemoteState.HEALTHY;
    }

    /** Returns the error, or the message of a healthy service. */
    String detail() {
        String message = members.getOrDefault("message", isError() ? "no reason given" : "healthy");
        return UntrustedText.clean(isError() ? members.getOrDefault("error", message) : message);
    }

    /**
     * Returns when the service probed its database, by its own clock, or null if the response does not contain that
     * time.
     */
    @Nullable
    Instant time() {
        try {
            String text = members.get("timestamp");
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private boolean isError() {
        return "error".equals(members.get("status"));
    }
}
