package dev.lifeline.monitoring.internal.remote;

import static java.net.HttpURLConnection.HTTP_BAD_GATEWAY;
import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static java.net.HttpURLConnection.HTTP_GATEWAY_TIMEOUT;
import static java.net.HttpURLConnection.HTTP_UNAUTHORIZED;
import static java.net.HttpURLConnection.HTTP_UNAVAILABLE;

import dev.lifeline.monitoring.remote.RemoteState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Meaning of a response, or of its absence.
 *
 * @param status HTTP status, or 0 without a response
 * @param detail cause, in one short line without control characters
 * @param serviceTime when the service probed its database, by its own clock; null if it does not report it
 */
public record EndpointStatus(RemoteState state, int status, String detail, @Nullable Instant serviceTime) {
    private static final String WITHOUT_HEALTH = " without the health of a database";
    private static final int REDIRECTS = 3; // hundred

    /** Creates a status without the time of the service. */
    EndpointStatus(RemoteState state, int status, String detail) {
        this(state, status, detail, null);
    }

    /** Evaluates a complete response. */
    static EndpointStatus of(int status, byte[] body) {
        if (body.length > BoundedBody.LIMIT) {
            return strange(status, " with more than " + BoundedBody.LIMIT + " bytes");
        }
        Optional<HealthResponse> answer = HealthResponse.read(body).filter(read -> read.fits(status));
        return answer.map(read -> new EndpointStatus(read.state(), status, read.detail(), read.time()))
                .orElseGet(() -> withoutHealth(status));
    }

    /** Returns the status of a service that has not responded. */
    static EndpointStatus unreachable(String detail) {
        return new EndpointStatus(RemoteState.UNREACHABLE, 0, detail);
    }

    private static EndpointStatus withoutHealth(int status) {
        return switch (status) {
            case HTTP_UNAUTHORIZED, HTTP_FORBIDDEN -> strange(status, ", not allowed");
            case HTTP_BAD_GATEWAY, HTTP_UNAVAILABLE, HTTP_GATEWAY_TIMEOUT ->
                new EndpointStatus(RemoteState.UNREACHABLE, status, "HTTP " + status + WITHOUT_HEALTH);
            default ->
                strange(status, status / 100 == REDIRECTS ? ", a redirect, which is not followed" : WITHOUT_HEALTH);
        };
    }

    private static EndpointStatus strange(int status, String what) {
        return new EndpointStatus(RemoteState.UNKNOWN, status, "HTTP " + status + what);
    }
}
