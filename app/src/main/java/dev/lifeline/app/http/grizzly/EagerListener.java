package dev.lifeline.app.http.grizzly;

import dev.lifeline.app.start.StartFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.glassfish.grizzly.http.server.NetworkListener;

/**
 * Listener that throws if it cannot start. If a listener is added to a running server, Grizzly only logs such a
 * failure; a listener that is added earlier accepts requests before they can be handled.
 */
final class EagerListener extends NetworkListener {
    private final ListenerAddress address;

    EagerListener(String name, ListenerAddress address) {
        super(name, address.host(), address.port());
        this.address = address;
    }

    @Override
    public synchronized void start() {
        try {
            super.start();
        } catch (IOException e) {
            throw cannotListen(address, e);
        }
    }

    static void requireFree(ListenerAddress address) {
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(address.host(), address.port()));
        } catch (IOException e) {
            throw cannotListen(address, e);
        }
    }

    private static StartFailedException cannotListen(ListenerAddress address, IOException why) {
        return new StartFailedException("Cannot listen on " + address + ": " + why.getMessage(), why);
    }
}
