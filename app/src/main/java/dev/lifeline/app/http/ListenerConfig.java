package dev.lifeline.app.http;

import static java.util.Objects.requireNonNull;

import dev.lifeline.app.tls.TlsConfig;
import org.jspecify.annotations.Nullable;

/**
 * Addresses and encryption of the service's listeners.
 *
 * @param host the name or address to listen on
 * @param port the port to listen on; 0 for any free port
 * @param admin the listener for everything but the API, or null if there is only one listener
 * @param tls certificate and key of both listeners, or null for plain HTTP
 */
public record ListenerConfig(String host, int port, @Nullable AdminListenerConfig admin, @Nullable TlsConfig tls) {

    /** Requires a host; {@link HttpConfig} validates the values. */
    public ListenerConfig {
        requireNonNull(host, "host");
    }

    /** Returns a copy with a second listener, or with one only. */
    ListenerConfig withAdmin(@Nullable AdminListenerConfig other) {
        return new ListenerConfig(host, port, other, tls);
    }

    /** Returns a copy with TLS, or without. */
    ListenerConfig withTls(@Nullable TlsConfig other) {
        return new ListenerConfig(host, port, admin, other);
    }
}
