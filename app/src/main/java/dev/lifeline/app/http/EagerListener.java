package dev.lifeline.app.http;

import dev.lifeline.app.start.StartFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.glassfish.grizzly.http.server.NetworkListener;

/**
 * A listener that tells when it cannot start. Grizzly keeps that to its log when a listener is added to a running server; and
 * added before, it would take requests before there is anybody to handle them.
 */
final class EagerListener extends NetworkListener {
    private final int requestedPort;

    EagerListener(String name, String host, int port) {
        super(name, host, port);
        this.requestedPort = port;
    }

    @Override
    public synchronized void start() {
        try {
            super.start();
        } catch (IOException e) {
            throw cannotListen(getHost(), requestedPort, e);
        }
    }

    static void requireFree(String host, int port) {
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw cannotListen(host, port, e);
        }
    }

    private static StartFailedException cannotListen(String host, int port, IOException why) {
        return new StartFailedException(
                "Cannot listen on " + host + ":" + port + " (lifeline.http.host, lifeline.http.port): "
                        + why.getMessage(),
                why);
    }
}
