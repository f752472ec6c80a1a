package dev.lifeline.testing.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Server on loopback that sends fixed bytes to every client after the first byte of a request, and then closes the
 * connection. It reads all remaining bytes before it closes: closing with unread bytes sends a reset, which can
 * overtake the response. The test closes it. Safe for use by several threads.
 */
public final class RawServer implements AutoCloseable {
    private static final int LIMIT_MILLIS = 10_000;

    private final ServerSocket listener;
    private final byte[] answer;

    private RawServer(ServerSocket listener, String answer) {
        this.listener = listener;
        this.answer = answer.getBytes(US_ASCII);
    }

    /** Starts a server with the given response. */
    public static RawServer answering(String answer) {
        try {
            RawServer server = new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
            Thread thread = new Thread(server::serve, "raw-server");
            thread.setDaemon(true);
            thread.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the port that it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                answer(client);
            } catch (IOException e) {
                // The client closed the connection, or the server was closed.
            }
        }
    }

    private void answer(Socket client) throws IOException {
        client.setSoTimeout(LIMIT_MILLIS);
        if (client.getInputStream().read() >= 0) {
            client.getOutputStream().write(answer);
            client.shutdownOutput();
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
