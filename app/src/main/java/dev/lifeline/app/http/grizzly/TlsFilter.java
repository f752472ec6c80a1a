package dev.lifeline.app.http.grizzly;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.glassfish.grizzly.Buffer;
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

    /** Type, version and length (RFC 8446, section 5.1). */
    private static final int RECORD_HEADER = 5;

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
     * Overwrites the records that were read: the JDK decrypts them in place, and Grizzly keeps their buffers for each
     * thread. A record in several buffers is decrypted in a copy.
     */
    @Override
    protected NextAction unwrapAll(FilterChainContext context, SSLConnectionContext tls) throws SSLException {
        Buffer records = context.getMessage();
        if (!records.hasArray()) {
            return super.unwrapAll(context, tls);
        }
        byte[] bytes = records.array();
        int begin = records.arrayOffset() + records.position();
        int end = endOfRecords(bytes, begin, records.arrayOffset() + records.limit());
        NextAction action = super.unwrapAll(context, tls); // which reads all records that are complete
        Arrays.fill(bytes, begin, end, (byte) 0);
        return action;
    }

    /** Returns where an incomplete record begins, or the limit. */
    private static int endOfRecords(byte[] bytes, int begin, int limit) {
        int end = begin;
        while (limit - end >= RECORD_HEADER) {
            int length = ((bytes[end + 3] & 0xff) << 8) | (bytes[end + 4] & 0xff);
            if (limit - end < RECORD_HEADER + length) {
                break;
            }
            end += RECORD_HEADER + length;
        }
        return end;
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
