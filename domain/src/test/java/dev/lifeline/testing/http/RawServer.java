package dev.lifeline.testing.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A server on loopback that sends the same bytes to whatever connects, after the first byte of a request, and hangs up. It reads
 * everything that was sent to it before it closes a connection: a close with unread bytes is a reset, which can overtake the answer. To be
 * closed. Safe for use by several threads.
 */
public final class RawServer implements AutoCloseable {
    private static final int LIMIT_MILLIS = 10_000;

    private final ServerSocket listener;
    private final byte[] answer;

    private RawServer(ServerSocket listener, String answer) {
        this.listener = listener;
        this.answer = answer.getBytes(US_ASCII);
    }

    /** Starts a server that answers so. */
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

    /** The port that it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                answer(client);
            } catch (IOException e) {
                // The client hung up, or the server was closed.
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
