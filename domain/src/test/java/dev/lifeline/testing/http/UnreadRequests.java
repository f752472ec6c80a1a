package dev.lifeline.testing.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Clients that send the same bytes and never read responses. */
public final class UnreadRequests implements AutoCloseable {
    private static final int SMALL = 1024;
    private static final int MANY = 1_000;
    private static final long STUCK_AFTER_MILLIS = 500;

    private final List<SocketChannel> channels = new ArrayList<>();

    public UnreadRequests(int port, int clients) throws IOException {
        for (int i = 0; i < clients; i++) {
            var channel = SocketChannel.open();
            channels.add(channel);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
            channel.connect(new InetSocketAddress("127.0.0.1", port));
        }
    }

    public void send(String request) throws IOException {
        for (SocketChannel channel : channels) {
            channel.write(ByteBuffer.wrap(bytes(request)));
        }
    }

    /** Sends the request repeatedly until the server stops reading. */
    public void sendUntilStuck(String request) throws IOException {
        var requests = ByteBuffer.wrap(bytes(request.repeat(MANY)));
        for (SocketChannel channel : channels) {
            channel.configureBlocking(false);
            try (var selector = Selector.open()) {
                channel.register(selector, SelectionKey.OP_WRITE);
                while (selector.select(STUCK_AFTER_MILLIS) > 0) {
                    selector.selectedKeys().clear();
                    channel.write(requests);
                    if (!requests.hasRemaining()) {
                        requests.rewind();
                    }
                }
            }
        }
    }

    private static byte[] bytes(String request) {
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
    }
}
