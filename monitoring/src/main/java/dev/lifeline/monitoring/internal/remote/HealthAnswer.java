package dev.lifeline.monitoring.internal.remote;

import static java.net.HttpURLConnection.HTTP_OK;
import static java.net.HttpURLConnection.HTTP_UNAVAILABLE;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lifeline.monitoring.remote.RemoteState;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a service says of its database: a JSON object with {@code status} {@code success} or {@code error}, a {@code message},
 * and for an error what it is. Whatever else is in it is passed over.
 */
final class HealthAnswer {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> members;

    private HealthAnswer(Map<String, String> members) {
        this.members = members;
    }

    /** The answer, unless the body is something else. */
    static Optional<HealthAnswer> read(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            return json.nextToken() == JsonToken.START_OBJECT ? Optional.of(read(json)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static HealthAnswer read(JsonParser json) throws IOException {
        Map<String, String> members = new HashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (json.nextToken() == JsonToken.VALUE_STRING) {
                members.put(name, json.getText());
            } else {
                json.skipChildren();
            }
        }
        return new HealthAnswer(members);
    }

    /** Whether it says what the status of HTTP says. */
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

    /** The error, or the praise. */
    String detail() {
        String message = members.getOrDefault("message", isError() ? "no reason given" : "healthy");
        return ForeignText.clean(isError() ? members.getOrDefault("error", message) : message);
    }

    private boolean isError() {
        return "error".equals(members.get("status"));
    }
}
