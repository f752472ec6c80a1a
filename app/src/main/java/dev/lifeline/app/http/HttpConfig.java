package dev.lifeline.app.http;

import static java.util.Objects.requireNonNull;

import dev.lifeline.app.access.AccessConfig;
import dev.lifeline.app.http.grizzly.ListenerAddress;
import dev.lifeline.app.http.limit.ClientLimits;
import dev.lifeline.app.http.limit.ResourceLimits;
import dev.lifeline.app.tls.TlsConfig;
import dev.lifeline.domain.settings.SettingChecks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the HTTP server.
 *
 * @param listeners addresses and encryption of the listeners
 * @param threads maximum number of concurrent API requests on a JDK without virtual threads, 1 to {@value #MAX_THREADS}
 * @param clients limits for clients that send or read slowly
 * @param access which requests are admitted
 * @param resources limits for all clients together
 */
public record HttpConfig(
        ListenerConfig listeners, int threads, ClientLimits clients, AccessConfig access, ResourceLimits resources) {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_THREADS = 10_000;

    /**
     * @throws dev.lifeline.domain.settings.InvalidSettingsException if a value is out of bounds
     */
    public HttpConfig {
        requireNonNull(listeners, "listeners");
        requireNonNull(clients, "clients");
        requireNonNull(access, "access");
        requireNonNull(resources, "resources");
        AdminListenerConfig admin = listeners.admin();
        int port = listeners.port();
        new SettingChecks()
                .between("http.port", port, 0, MAX_PORT)
                .between("http.threads", threads, 1, MAX_THREADS)
                .require(
                        admin == null || port == 0 || admin.port() != port,
                        "admin.port must not be http.port, but both are " + port)
                .verify();
    }

    /** Settings with the default limits for slow clients and the default admission. */
    public HttpConfig(String host, int port, int threads) {
        this(host, port, threads, ClientLimits.defaults());
    }

    /** Settings with the default admission. */
    public HttpConfig(String host, int port, int threads, ClientLimits clients) {
        this(
                new ListenerConfig(host, port, null, null),
                threads,
                clients,
                AccessConfig.defaults(),
                ResourceLimits.defaults());
    }

    /** Returns the name or address to listen on. */
    public String host() {
        return listeners.host();
    }

    /** Returns the port to listen on; 0 for any free port. */
    public int port() {
        return listeners.port();
    }

    /** Returns the listener for everything but the API, or null if there is only one listener. */
    public @Nullable AdminListenerConfig admin() {
        return listeners.admin();
    }

    /** Returns the scheme of the listeners' addresses. */
    public String scheme() {
        return listeners.tls() == null ? "http" : "https";
    }

    /** Returns a copy with other limits for all clients together. */
    public HttpConfig withResources(ResourceLimits other) {
        return new HttpConfig(listeners, threads, clients, access, other);
    }

    /** Returns a copy with another admission. */
    public HttpConfig withAccess(AccessConfig other) {
        return new HttpConfig(listeners, threads, clients, other, resources);
    }

    /** Returns a copy with a second listener, or with one only. */
    public HttpConfig withAdmin(@Nullable AdminListenerConfig other) {
        return new HttpConfig(listeners.withAdmin(other), threads, clients, access, resources);
    }

    /** Returns a copy with TLS, or without. */
    public HttpConfig withTls(@Nullable TlsConfig other) {
        return new HttpConfig(listeners.withTls(other), threads, clients, access, resources);
    }

    /** Returns the address of the listener for the API. */
    ListenerAddress address() {
        return new ListenerAddress("http", host(), port());
    }

    /** Returns the address of the listener for operators, if there is one. */
    Optional<ListenerAddress> adminAddress() {
        return Optional.ofNullable(admin()).map(other -> new ListenerAddress("admin", other.host(), other.port()));
    }

    /** Returns the names or addresses on which the server listens. */
    List<String> hosts() {
        AdminListenerConfig admin = admin();
        return admin == null ? List.of(host()) : List.of(host(), admin.host());
    }

    /**
     * Returns whether the server listens on loopback addresses only. A name without an address does not count as
     * loopback.
     */
    public boolean isOnLoopback() {
        return hosts().stream().allMatch(HttpConfig::isLoopback);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // The name has no address; the start reports that and fails.
        }
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
