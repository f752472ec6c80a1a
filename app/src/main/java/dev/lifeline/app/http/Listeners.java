package dev.lifeline.app.http;

import dev.lifeline.app.http.grizzly.GrizzlyServerFactory;
import dev.lifeline.app.http.grizzly.ListenerAddress;
import dev.lifeline.app.http.grizzly.ListenerLimits;
import dev.lifeline.app.http.limit.OverloadProtection;
import dev.lifeline.app.start.StartFailedException;
import dev.lifeline.app.tls.ServerTls;
import dev.lifeline.app.tls.TlsConfig;
import dev.lifeline.domain.settings.InvalidSettingsException;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.jspecify.annotations.Nullable;

/** The listeners of a server: one for clients, and one for operators if that is configured. */
final class Listeners {
    private final NetworkListener listener;
    private final @Nullable NetworkListener adminListener;

    /**
     * @param tls for both; null for plain HTTP
     * @param unparsed gets the status of each response to a request that could not be parsed
     */
    Listeners(HttpConfig config, @Nullable ServerTls tls, OverloadProtection limits, IntConsumer unparsed) {
        this.listener = listener(config.address(), tls, limits, unparsed, false);
        this.adminListener = config.adminAddress()
                .map(address -> listener(address, tls, limits.forOperators(), unparsed, true))
                .orElse(null);
    }

    private static NetworkListener listener(
            ListenerAddress address,
            @Nullable ServerTls tls,
            ListenerLimits limits,
            IntConsumer unparsed,
            boolean isAdmin) {
        NetworkListener created = GrizzlyServerFactory.listener(address, limits, unparsed);
        if (tls != null) {
            GrizzlyServerFactory.encrypt(created, tls, limits, isAdmin);
        }
        return created;
    }

    /**
     * Returns the certificate of the listeners, which follows its files; null for plain HTTP.
     *
     * @throws StartFailedException if the files cannot be used
     */
    static @Nullable ServerTls tls(HttpConfig config, OverloadProtection protection) {
        TlsConfig settings = config.listeners().tls();
        if (settings == null) {
            return null;
        }
        try {
            ServerTls tls = ServerTls.open(settings);
            protection.every(ServerTls.RELOAD_INTERVAL, tls::reload);
            return tls;
        } catch (InvalidSettingsException e) {
            throw new StartFailedException("Cannot serve TLS: " + String.join("; ", e.problems()), e);
        }
    }

    /** Adds the listeners to a running server, which starts them. */
    void addTo(HttpServer server) {
        server.addListener(listener);
        if (adminListener != null) {
            server.addListener(adminListener);
        }
    }

    int port() {
        return listener.getPort();
    }

    /** Returns the port of the listener for operators; empty if there is none. */
    Optional<Integer> adminPort() {
        return Optional.ofNullable(adminListener).map(NetworkListener::getPort);
    }

    /** Returns the transport of the listener for operators; null if there is none. */
    @Nullable
    TCPNIOTransport adminTransport() {
        return adminListener == null ? null : adminListener.getTransport();
    }
}
