package dev.lifeline.app.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Misbehaving clients: connections that are kept until the attack is closed, and counts of what became of them. */
final class Attack implements AutoCloseable {
    private static final int SMALL = 4096;

    private final int port;
    private final List<Socket> sockets = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong bytesTaken = new AtomicLong();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean closed;

    Attack(int port) {
        this.port = port;
    }

    /** Sends the headers of a request and a part of its body on each of so many connections. */
    void halfBodies(int count, int bytes) {
        byte[] request = bytes("POST /api/projects HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + (bytes + 1000) + "\r\n\r\n{\"slug\":\"a\",\"name\":\"" + "x".repeat(bytes));
        openAll(count, request);
    }

    /** Sends so many requests ahead on each connection and reads no answer. */
    void unreadPipelines(int count, int requests, String path) {
        openAll(count, bytes(get(path).repeat(requests)));
    }

    /** Sends a request on each connection and reads no answer. */
    void requests(int count, String path) {
        openAll(count, bytes(get(path)));
    }

    /** Sends bodies without end, on so many connections at a time, until closed. */
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

    /** Sends requests from so many threads, each after the answer to the one before, until closed. */
    void busy(int clients, String path) {
        for (int i = 0; i < clients; i++) {
            start(() -> {
                while (!closed) {
                    ask(path);
                }
            });
        }
    }

    /** Counts the connections whose answer begins within the time. */
    int answered(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        int count = 0;
        for (Socket socket : sockets) {
            count += hasAnswer(socket, end) ? 1 : 0;
        }
        return count;
    }

    private static boolean hasAnswer(Socket socket, long end) {
        try {
            socket.setSoTimeout((int) Math.max(1, (end - System.nanoTime()) / 1_000_000));
            return socket.getInputStream().read() == 'H';
        } catch (IOException e) {
            return false;
        }
    }

    String report() {
        return refused + " connections of the attack closed, " + bytesTaken.get() / 1_000_000 + " MB of bodies taken";
    }

    int refused() {
        return refused.get();
    }

    long bytesTaken() {
        return bytesTaken.get();
    }

    private void ask(String path) {
        try (Socket socket = connect()) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes(get(path).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")));
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
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
        return socket;
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "attack");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        closed = true;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                refused.incrementAndGet();
            }
        }
    }
}
