package dev.lifeline.persistence.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a client and a server on loopback, and can lose what they say to each other: bytes vanish, sockets stay open,
 * as behind a cut cable. Safe for use by several threads.
 */
public final class FaultProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final List<Flow> flows = new CopyOnWriteArrayList<>();

    private FaultProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** A proxy in front of that port. */
    public static FaultProxy to(int port) {
        try {
            FaultProxy proxy = new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
            daemon(proxy::accept, "fault-proxy-accept");
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** From now on whatever clients send over connections that exist is lost; new connections work. */
    public void loseRequests() {
        flows.forEach(flow -> flow.requestsLost = true);
    }

    /** From now on whatever the server answers over connections that exist is lost; new connections work. */
    public void loseReplies() {
        flows.forEach(flow -> flow.repliesLost = true);
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                Flow flow = new Flow(client, new Socket(InetAddress.getLoopbackAddress(), target));
                flows.add(flow);
                daemon(() -> flow.pump(client, flow.server, true), "fault-proxy-requests");
                daemon(() -> flow.pump(flow.server, client, false), "fault-proxy-replies");
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Cuts everything. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        flows.forEach(Flow::close);
    }

    private static final class Flow {
        private final Socket client;
        private final Socket server;
        private volatile boolean requestsLost;
        private volatile boolean repliesLost;

        private Flow(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void pump(Socket from, Socket to, boolean requests) {
            byte[] buffer = new byte[8192];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (!(requests ? requestsLost : repliesLost)) {
                        out.write(buffer, 0, count);
                    }
                }
                if (!requestsLost && !repliesLost) {
                    close();
                }
            } catch (IOException e) {
                close();
            }
        }

        private void close() {
            for (Socket socket : List.of(client, server)) {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
