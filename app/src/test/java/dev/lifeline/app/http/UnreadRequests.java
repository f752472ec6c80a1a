package dev.lifeline.app.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Clients that send the same bytes and read nothing. */
final class UnreadRequests implements AutoCloseable {
    private static final int SMALL = 1024;

    private final List<Socket> sockets = new ArrayList<>();

    UnreadRequests(int port, int clients) throws IOException {
        for (int i = 0; i < clients; i++) {
            var socket = new Socket();
            sockets.add(socket);
            socket.setReceiveBufferSize(SMALL);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
        }
    }

    void send(String request) throws IOException {
        for (Socket socket : sockets) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
