package dev.lifeline.app.http;

import java.io.IOException;
import java.util.function.Consumer;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;

/** Grizzly's server with one handler and some of the service's filters, on a free port of the loopback address. */
public final class BareServer implements AutoCloseable {
    private final HttpServer server = new HttpServer();
    private final NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);

    private BareServer(HttpHandler handler, Consumer<NetworkListener> settings) {
        settings.accept(listener);
        server.addListener(listener);
        server.getServerConfiguration().addHttpHandler(handler);
    }

    /** Starts a server. */
    public static BareServer started(HttpHandler handler, Consumer<NetworkListener> settings) throws IOException {
        var started = new BareServer(handler, settings);
        started.server.start();
        return started;
    }

    public int port() {
        return listener.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
