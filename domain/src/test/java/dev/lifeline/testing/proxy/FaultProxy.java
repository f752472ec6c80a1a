package dev.lifeline.testing.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Proxy between clients and a server on loopback that can drop or hold back data while sockets stay open, like a broken
 * network link. Safe for use by several threads.
 */
public final class FaultProxy implements AutoCloseable {
    /** ErrorResponse message, protocol version 3: fields with a type letter and a terminating zero. */
    private static final String STARTING_UP = "SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0";

    /** Code that an SSLRequest message carries in place of a protocol version. */
    private static final int TLS_REQUEST = 80_877_103;

    private static final int REFUSAL_MILLIS = 10_000;

    private final ServerSocket listener;
    private volatile int target;
    private final List<Flow> flows = new CopyOnWriteArrayList<>();
    private final Valve requests = new Valve();
    private final Valve replies = new Valve();
    private volatile boolean startingUp;

    private FaultProxy(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** Starts a proxy to that port. */
    public static FaultProxy to(int port) {
        try {
            FaultProxy proxy = new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
            daemon(proxy::accept, "fault-proxy-accept");
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the port that it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Drops requests on existing connections; new connections work. */
    public void loseRequests() {
        flows.forEach(flow -> flow.requestsLost = true);
    }

    /** Drops replies on existing connections; new connections work. */
    public void loseReplies() {
        flows.forEach(flow -> flow.repliesLost = true);
    }

    /** Passes the next part of a reply on each existing connection, and drops the rest; new connections work. */
    public void loseRestOfReplies() {
        flows.forEach(flow -> flow.restLost = true);
    }

    /** Stops reading from clients on existing connections, so that their writes block; new connections work. */
    public void stopReading() {
        flows.forEach(flow -> flow.intake.shut());
    }

    /**
     * Holds back all data on existing and new connections until {@link #heal}, like TCP retransmission after a network
     * fault.
     */
    public void holdEverything() {
        requests.shut();
        replies.shut();
    }

    /** Holds back all replies on existing and new connections until {@link #heal}. */
    public void holdReplies() {
        replies.shut();
    }

    /** Closes all connections and answers new ones like a server that is starting up. */
    public void pretendStartingUp() {
        startingUp = true;
        cut();
    }

    /** Closes all connections; new connections work. */
    public void cut() {
        flows.forEach(Flow::close);
        flows.clear();
    }

    /**
     * Closes the clients' side of existing connections only, like a router that has lost its state: the server is not
     * notified. New connections work.
     */
    public void closeClients() {
        flows.forEach(Flow::closeClient);
    }

    /** Closes all connections; new ones lead to another server. */
    public void turnTo(int port) {
        target = port;
        cut();
    }

    /** Passes all data again. */
    public void heal() {
        startingUp = false;
        requests.open();
        replies.open();
        flows.forEach(flow -> flow.intake.open());
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                if (startingUp) {
                    daemon(() -> refuse(client), "fault-proxy-refusal");
                } else {
                    connect(client);
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void connect(Socket client) {
        try {
            Flow flow = new Flow(client, new Socket(InetAddress.getLoopbackAddress(), target));
            flows.add(flow);
            daemon(() -> flow.pump(client, flow.server, requests, true), "fault-proxy-requests");
            daemon(() -> flow.pump(flow.server, client, replies, false), "fault-proxy-replies");
        } catch (IOException e) {
            close(client); // no server listens behind the proxy
        }
    }

    /**
     * Reads all bytes from the client before closing: closing with unread bytes sends a reset, which can overtake the
     * response.
     */
    private static void refuse(Socket client) {
        try (client) {
            client.setSoTimeout(REFUSAL_MILLIS);
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            if (startupCode(in) == TLS_REQUEST) {
                out.write('N'); // declines TLS; the startup message follows
                startupCode(in);
            }
            byte[] fields = STARTING_UP.getBytes(StandardCharsets.US_ASCII);
            out.write('E');
            out.write(new byte[] {0, 0, 0, (byte) (fields.length + 4)});
            out.write(fields);
            client.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client closed the connection.
        }
    }

    /** Reads one message of the startup phase and returns its code. */
    private static int startupCode(DataInputStream in) throws IOException {
        int length = in.readInt();
        int code = in.readInt();
        in.skipNBytes(length - 2L * Integer.BYTES);
        return code;
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the proxy and all connections. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        heal();
        cut();
    }

    /** Holds back data while it is closed. */
    private static final class Valve {
        private boolean shut;

        private synchronized void shut() {
            shut = true;
        }

        private synchronized void open() {
            shut = false;
            notifyAll();
        }

        private synchronized void pass() throws IOException {
            try {
                while (shut) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private static final class Flow {
        private final Socket client;
        private final Socket server;
        private final Valve intake = new Valve();
        private volatile boolean requestsLost;
        private volatile boolean repliesLost;
        private volatile boolean restLost;
        private volatile boolean forgotten;

        private Flow(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void pump(Socket from, Socket to, Valve valve, boolean requests) {
            byte[] buffer = new byte[8192];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    valve.pass();
                    if (requests) {
                        intake.pass();
                    }
                    if (!(requests ? requestsLost : repliesLost)) {
                        out.write(buffer, 0, count);
                    }
                    if (!requests && restLost) {
                        repliesLost = true;
                    }
                }
                valve.pass();
                if (!requestsLost && !repliesLost) {
                    close();
                }
            } catch (IOException e) {
                if (!forgotten) {
                    close();
                }
            }
        }

        private void closeClient() {
            forgotten = true;
            FaultProxy.close(client);
        }

        private void close() {
            FaultProxy.close(client);
            FaultProxy.close(server);
        }
    }
}
