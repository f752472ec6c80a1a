package dev.lifeline.monitoring.internal;

import java.net.http.HttpClient;

/** End of the JDK's HTTP clients. */
public final class HttpClients {
    private HttpClients() {}

    /**
     * Closes a client whose exchanges are over or cancelled, so that its threads end now. JDK 17 to 20 cannot close one: its threads
     * end when the client is no longer referenced.
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
