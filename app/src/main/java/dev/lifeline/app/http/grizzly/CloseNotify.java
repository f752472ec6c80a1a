package dev.lifeline.app.http.grizzly;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Function;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * Sends the message of TLS for the end of a connection (close_notify), so that clients can distinguish that end from a
 * connection that the network has cut. A connection that is closed before its answer is sent gets no such message,
 * because its data is incomplete. Runs before the socket is closed, and never blocks. Safe for use by several threads.
 */
final class CloseNotify implements CloseListener<Closeable, CloseType> {
    private static final System.Logger LOG = System.getLogger(CloseNotify.class.getName());
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private static final String NO_PROTOCOL = "NONE";

    private final Function<Connection<?>, @Nullable SSLEngine> engines;

    /** @param engines returns the engine of a connection, or null if the handshake has not begun */
    CloseNotify(Function<Connection<?>, @Nullable SSLEngine> engines) {
        this.engines = engines;
    }

    @Override
    public void onClosed(Closeable closeable, CloseType type) {
        if (!(closeable instanceof TCPNIOConnection connection)
                || !(connection.getChannel() instanceof SocketChannel channel)
                || connection.getAsyncWriteQueue().peek() != null) {
            return;
        }
        SSLEngine engine = engines.apply(connection);
        if (engine == null || engine.getSession().getProtocol().equals(NO_PROTOCOL)) {
            return; // the handshake has not ended
        }
        try {
            ByteBuffer message = message(engine);
            if (message.hasRemaining()) {
                channel.write(message);
            }
        } catch (IOException e) {
            LOG.log(DEBUG, "The end of a TLS connection could not be sent: " + e.getMessage());
        }
    }

    /** Returns the message; empty if it was sent before. */
    private static ByteBuffer message(SSLEngine engine) throws SSLException {
        ByteBuffer message = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        if (!engine.isOutboundDone()) {
            engine.closeOutbound();
            var unused = engine.wrap(NOTHING.duplicate(), message);
        }
        return message.flip();
    }
}
