package dev.lifeline.testing.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Proxy on loopback between clients and a PostgreSQL server. Counts round trips: requests that are sent together count
 * once. Safe for use by several threads.
 */
public final class RoundTripCounter implements AutoCloseable {
    private final ProxyListener listener;
    private final AtomicInteger count = new AtomicInteger();

    private RoundTripCounter(int target) {
        this.listener = ProxyListener.to(target, "round-trip-counter", this::connect);
    }

    /** Starts a proxy to that port. */
    public static RoundTripCounter to(int port) {
        return new RoundTripCounter(port);
    }

    /** Returns the port that it listens on. */
    public int port() {
        return listener.port();
    }

    /** Returns how often a client has sent something after the server had sent something, over all connections. */
    public int count() {
        return count.get();
    }

    private void connect(Socket client, Socket server) {
        Flow flow = new Flow();
        listener.daemon(() -> copy(client, server, flow::sent));
        listener.daemon(() -> copy(server, client, flow::answered));
    }

    private void copy(Socket from, Socket to, Runnable before) {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                before.run();
                out.write(buffer, 0, size);
            }
        } catch (IOException e) {
            // Closed below.
        }
        ProxyListener.close(from);
        ProxyListener.close(to);
    }

    @Override
    public void close() {
        listener.close();
    }

    /** Direction of the last bytes of a connection. */
    private final class Flow {
        private boolean answered = true;

        private synchronized void sent() {
            if (answered) {
                answered = false;
                count.incrementAndGet();
            }
        }

        private synchronized void answered() {
            answered = true;
        }
    }
}
