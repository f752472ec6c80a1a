package dev.lifeline.app.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** Misbehaving clients: keeps connections until the attack is closed, and counts their outcomes. */
final class Attack implements AutoCloseable {
    private static final int SMALL = 4096;
    private static final int SOME = 256;

    private final int port;
    private final List<Socket> sockets = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicLong bytesTaken = new AtomicLong();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean closed;

    Attack(int port) {
        this.port = port;
    }

    /** Sends the headers of a request and the first part of a body on the given number of connections. */
    void halfBodies(int count, int bytes) {
        byte[] request = bytes("POST /api/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + (bytes + 1000) + "\r\n\r\n{\"slug\":\"a\",\"name\":\"" + "x".repeat(bytes));
        openAll(count, request);
    }

    /** Sends the given number of requests on each connection without reading a response. */
    void unreadPipelines(int count, int requests, String path) {
        openAll(count, bytes(get(path).repeat(requests)));
    }

    /** Sends a request on each connection and reads no answer. */
    void requests(int count, String path) {
        openAll(count, bytes(get(path)));
    }

    /** Sends two requests at once on each connection and reads no answer. */
    void pairs(int count, String first, String second) {
        openAll(count, bytes(get(first) + get(second)));
    }

    /** Sends the given number of bytes of headers on each connection, and not their end. */
    void endlessHeaders(int count, int bytes) {
        openAll(count, bytes("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(bytes)));
    }

    /** Asks for the methods of a path on each connection and reads no answer. */
    void options(int count, String path) {
        openAll(count, bytes(get(path).replace("GET", "OPTIONS")));
    }

    /** Sends a further request on each open connection. */
    void again(String path) {
        sockets.forEach(socket -> runOn(socket, open -> open.getOutputStream().write(bytes(get(path)))));
    }

    /** Sends a request on each connection, as a proxy does for one client, and reads no answer. */
    void forwarded(int count, String path) {
        openAll(count, bytes(get(path).replace("\r\n\r\n", "\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n")));
    }

    /** Sends endless bodies on the given number of concurrent connections, until closed. */
    void endlessBodies(int clients, String head) {
        byte[] chunk = bytes("10000\r\n" + "x".repeat(0x10000) + "\r\n");
        for (int i = 0; i < clients; i++) {
            start(() -> {
                while (!closed) {
                    sendEndlessly(bytes(head + "\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"), chunk);
                }
            });
        }
    }

    /**
     * Sends requests from the given number of threads until closed. Each thread waits for a response before its next
     * request.
     */
    void busy(int clients, IntFunction<String> request) {
        for (int i = 0; i < clients; i++) {
            start(() -> {
                while (!closed) {
                    ask(request.apply(number.getAndIncrement()));
                }
            });
        }
    }

    /**
     * Sends the given number of requests on each connection without waiting, and occasionally reads a small part of the
     * responses.
     */
    void trickles(int count, int requests, String path) {
        unreadPipelines(count, requests, path);
        every(socket -> {
            int some = Math.min(SOME, socket.getInputStream().available());
            socket.getInputStream().readNBytes(some);
        });
    }

    /** Sends bodies and headers a byte at a time. */
    void slowRequests(int bodies, int headers) {
        halfBodies(bodies, 1);
        openAll(headers, bytes("GET / HTTP/1.1\r\nHost: localhost\r\nX: "));
        every(socket -> socket.getOutputStream().write('x'));
    }

    private void every(SocketTask task) {
        List<Socket> all = List.copyOf(sockets);
        timer.scheduleWithFixedDelay(() -> all.forEach(socket -> runOn(socket, task)), 0, 200, TimeUnit.MILLISECONDS);
    }

    private void runOn(Socket socket, SocketTask task) {
        if (!socket.isClosed()) {
            try {
                task.run(socket);
            } catch (IOException e) {
                refused.incrementAndGet();
                close(socket);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface SocketTask {
        void run(Socket socket) throws IOException;
    }

    /** Returns how many connections of the attack have an answer that was not read. */
    long answered() {
        return sockets.stream().filter(Attack::hasAnswer).count();
    }

    private static boolean hasAnswer(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    String report() {
        return number + " requests, " + refused + " connections of the attack closed, " + bytesTaken.get() / 1_000_000
                + " MB of bodies taken";
    }

    long bytesTaken() {
        return bytesTaken.get();
    }

    private void ask(String request) {
        try (Socket socket = connect()) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes(request));
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            refused.incrementAndGet();
        }
    }

    private void sendEndlessly(byte[] head, byte[] chunk) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head);
            while (!closed) {
                socket.getOutputStream().write(chunk);
                bytesTaken.addAndGet(chunk.length);
            }
        } catch (IOException e) {
            refused.incrementAndGet();
        }
    }

    private void openAll(int count, byte[] request) {
        for (int i = 0; i < count; i++) {
            open(request);
        }
    }

    private void open(byte[] request) {
        try {
            Socket socket = connect();
            sockets.add(socket);
            socket.getOutputStream().write(request);
        } catch (IOException e) {
            refused.incrementAndGet();
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(SMALL);
        socket.setSendBufferSize(SMALL); // the system's buffers for the attack do not count as memory of the service
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
        return socket;
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "attack");
        thread.setDaemon(true);
        thread.start();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Ends the attack and closes its connections. Idempotent. */
    void stop() {
        closed = true;
        timer.shutdownNow();
        sockets.forEach(Attack::close);
    }

    @Override
    public void close() {
        stop();
    }
}
