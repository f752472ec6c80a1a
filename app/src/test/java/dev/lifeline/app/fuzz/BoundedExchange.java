package dev.lifeline.app.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends requests, each on its own connection and within one limit for sending and the whole answer: neither an answer
 * that arrives slowly nor a server that does not read can delay a run for ever. Confined to one thread.
 */
final class BoundedExchange implements AutoCloseable {
    /** Six times the largest page. */
    static final int MOST_CHARACTERS = 4_000_000;

    private final ScheduledThreadPoolExecutor watchdog = new ScheduledThreadPoolExecutor(1);
    private final int port;
    private final Duration limit;

    BoundedExchange(int port, Duration limit) {
        this.port = port;
        this.limit = limit;
        watchdog.setRemoveOnCancelPolicy(true);
    }

    /**
     * Sends a request, ends the output, and returns the answer: the first part of an event stream, or the bytes that
     * arrived before the server reset the connection.
     *
     * @throws AssertionError if the answer has no end within the limit, or is too large
     */
    String answer(byte[] request) throws IOException {
        var answer = new StringBuilder();
        var isOver = new AtomicBoolean();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) limit.toMillis());
            Future<?> end = watchdog.schedule(() -> end(socket, isOver), limit.toMillis(), TimeUnit.MILLISECONDS);
            try {
                exchange(socket, request, answer);
            } catch (IOException reset) {
                // refused and closed with unread bytes, or closed at the limit
            } finally {
                end.cancel(false);
            }
        }
        if (isOver.get()) {
            throw new AssertionError("no end of the answer within " + limit.toMillis() + " ms, but " + answer.length()
                    + " characters: " + answer.substring(0, Math.min(answer.length(), 2_000)));
        }
        return answer.toString();
    }

    private static void exchange(Socket socket, byte[] request, StringBuilder answer) throws IOException {
        socket.getOutputStream().write(request);
        socket.shutdownOutput();
        InputStream in = socket.getInputStream();
        byte[] some = new byte[8_192];
        while (answer.indexOf("text/event-stream") < 0) {
            int read = in.read(some);
            if (read < 0) {
                return;
            }
            answer.append(new String(some, 0, read, StandardCharsets.ISO_8859_1));
            if (answer.length() > MOST_CHARACTERS) {
                throw new AssertionError(
                        "an answer of more than " + MOST_CHARACTERS + " characters: " + answer.substring(0, 2_000));
            }
        }
    }

    private static void end(Socket socket, AtomicBoolean isOver) {
        isOver.set(true);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
    }
}
