package dev.lifeline.app.http;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.settings.SettingChecks;
import java.net.InetAddress;

/**
 * Settings of the HTTP server.
 *
 * @param host the name or address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param threads how many API requests are handled at once on a JDK without virtual threads, 1 to {@value #MAX_THREADS}
 * @param clients limits for clients that send or read slowly
 * @param resources limits for what all clients together may take
 */
public record HttpConfig(String host, int port, int threads, ClientLimits clients, ResourceLimits resources) {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_THREADS = 10_000;

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if a value is out of bounds
     */
    public HttpConfig {
        requireNonNull(host, "host");
        requireNonNull(clients, "clients");
        requireNonNull(resources, "resources");
        new SettingChecks()
                .between("http.port", port, 0, MAX_PORT)
                .between("http.threads", threads, 1, MAX_THREADS)
                .verify();
    }

    /** The same with the default limits for slow clients. */
    public HttpConfig(String host, int port, int threads) {
        this(host, port, threads, ClientLimits.defaults());
    }

    /** The same with the default limits for all clients together. */
    public HttpConfig(String host, int port, int threads, ClientLimits clients) {
        this(host, port, threads, clients, ResourceLimits.defaults());
    }

    /** Loopback, any free port. */
    public static HttpConfig onLoopback(int threads) {
        return new HttpConfig(InetAddress.getLoopbackAddress().getHostAddress(), 0, threads);
    }

    /** Loopback, port 3000. */
    public static HttpConfig defaults() {
        return new HttpConfig("127.0.0.1", 3000, 200);
    }
}
