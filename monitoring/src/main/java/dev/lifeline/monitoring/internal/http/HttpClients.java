package dev.lifeline.monitoring.internal.http;

import java.net.http.HttpClient;

/** Closes the JDK's HTTP clients. */
public final class HttpClients {
    private HttpClients() {}

    /**
     * Closes a client without running exchanges, so that its threads end. JDK 17 to 20 cannot close a client: its
     * threads end when the client is garbage collected.
     */
    public static void close(HttpClient client) {
        if ((Object) client instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("The HTTP client did not close", e);
            }
        }
    }
}
