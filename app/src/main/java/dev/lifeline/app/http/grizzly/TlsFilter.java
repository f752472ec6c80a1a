package dev.lifeline.app.http.grizzly;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.ssl.SSLBaseFilter;
import org.glassfish.grizzly.ssl.SSLConnectionContext;

/**
 * Grizzly's filter for TLS. Sends the alert with the reason before it closes a refused connection, and {@code
 * close_notify} at an orderly end. Grizzly's filter does neither, and clients would report a network failure. Safe for
 * use by several threads.
 */
final class TlsFilter extends SSLBaseFilter implements AddOn {
    private static final System.Logger LOG = System.getLogger(TlsFilter.class.getName());

    private final CloseNotify closeNotify =
            new CloseNotify(connection -> obtainSslConnectionContext(connection).getSslEngine());

    private final ListenerLimits limits;

    TlsFilter(TlsEngines engines, ListenerLimits limits) {
        super(engines, false);
        this.limits = limits;
        setRenegotiationDisabled(true);
    }

    /** Replaces Grizzly's own filter. */
    @Override
    public void setup(NetworkListener listener, FilterChainBuilder filters) {
        filters.set(filters.indexOfType(SSLBaseFilter.class), this);
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // as in Grizzly
    protected SSLConnectionContext createSslConnectionContext(Connection connection) {
        connection.addCloseListener(closeNotify);
        return super.createSslConnectionContext(connection);
    }

    @Override
    protected void notifyHandshakeComplete(Connection<?> connection, SSLEngine engine) {
        limits.handshakeEnded(connection);
        super.notifyHandshakeComplete(connection, engine);
    }

    @Override
    public NextAction handleRead(FilterChainContext context) throws IOException {
        try {
            return super.handleRead(context);
        } catch (SSLException e) {
            LOG.log(DEBUG, "A connection is refused: " + e.getMessage());
            SSLEngine engine =
                    obtainSslConnectionContext(context.getConnection()).getSslEngine();
            if (engine != null) {
                sendAlert(engine, context);
            }
            throw e;
        }
    }

    /**
     * Grizzly keeps the last output buffer with the connection. On virtual threads each connection would keep 25 kB of
     * its own. The buffer is only needed until the bytes are written or copied to the queue.
     */
    @Override
    public NextAction handleWrite(FilterChainContext context) throws IOException {
        Connection<?> connection = context.getConnection();
        synchronized (connection) { // as in Grizzly
            NextAction action = super.handleWrite(context);
            var unused = COPY_CLONER.clone(connection, Buffers.EMPTY_BUFFER); // drops the last buffer
            return action;
        }
    }

    private static void sendAlert(SSLEngine engine, FilterChainContext context) throws SSLException {
        ByteBuffer alert = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            var unused = engine.wrap(ByteBuffer.allocate(0), alert);
        }
        alert.flip();
        if (alert.hasRemaining()) {
            context.write(Buffers.wrap(context.getMemoryManager(), alert));
        }
    }
}
