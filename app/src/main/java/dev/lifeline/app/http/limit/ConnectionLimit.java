package dev.lifeline.app.http.limit;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.app.access.ClientNetwork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the number of connections, in all and for each client address or network of IPv6. At the limit, a new
 * connection replaces idle ones: those that wait for no answer and have sent nothing for the longest time. If no
 * connection is idle, new ones must wait. Safe for use by several threads.
 */
final class ConnectionLimit extends BaseFilter implements AddOn {
    private static final System.Logger LOG = System.getLogger(ConnectionLimit.class.getName());

    /** Part of all connections that is closed at once when none can be accepted. */
    private static final int SHARE = 64;

    /** The system doubles it to the size of the largest body by default. */
    private static final int RECEIVE_BYTES = 32 * 1024;

    /**
     * The system doubles it to most of the largest response. Further requests of a client that does not read are not
     * handled.
     */
    private static final int SEND_BYTES = 256 * 1024;

    private static final Attribute<@Nullable Counted> COUNTED =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(ConnectionLimit.class.getName());

    private final int max;
    private final int maxPerAddress;
    private final IdleConnections idle;
    private final ClientCounts<InetAddress> perAddress = new ClientCounts<>();
    private final AtomicInteger count = new AtomicInteger();

    ConnectionLimit(ResourceLimits limits, IdleConnections idle) {
        this.max = limits.connections();
        this.maxPerAddress = limits.connectionsPerAddress();
        this.idle = idle;
    }

    /** Address or network for which a connection was counted. */
    private record Counted(@Nullable InetAddress address) {}

    /** Adds the filter directly behind the socket. */
    @Override
    public void setup(NetworkListener listener, FilterChainBuilder filters) {
        filters.add(1, this);
    }

    @Override
    public NextAction handleAccept(FilterChainContext context) {
        Connection<?> connection = context.getConnection();
        boundBuffers(connection);
        InetAddress address = address(connection);
        int ofAddress = address == null ? 0 : perAddress.add(address);
        boolean isWithinAddress = ofAddress <= maxPerAddress;
        count.incrementAndGet();
        COUNTED.set(connection, new Counted(address));
        if (!isWithinAddress) {
            LOG.log(DEBUG, "An HTTP connection is closed at once: its client has too many");
            connection.terminateSilently();
            return context.getStopAction();
        }
        return context.getInvokeAction();
    }

    /**
     * Limits both buffers of a connection. Otherwise the system lets each grow to some megabytes if one end is faster
     * than the other.
     */
    private static void boundBuffers(Connection<?> connection) {
        try {
            if (connection instanceof TCPNIOConnection tcp && tcp.getChannel() instanceof SocketChannel channel) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
                channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BYTES);
            }
        } catch (IOException e) {
            LOG.log(DEBUG, "A connection ended before it was accepted", e);
        }
    }

    @Override
    public NextAction handleClose(FilterChainContext context) {
        forget(context.getConnection());
        return context.getInvokeAction();
    }

    private void forget(Connection<?> connection) {
        Counted counted = COUNTED.remove(connection);
        if (counted == null) {
            return;
        }
        count.decrementAndGet();
        if (counted.address() != null) {
            perAddress.remove(counted.address());
        }
    }

    /** Returns whether another connection may be accepted. If there are too many, closes an idle one first. */
    boolean isRoom() {
        return count.get() < max || makeRoom();
    }

    /**
     * Closes a few idle connections, because the next one can be accepted only after a pause. Not many: some may have
     * been accepted just now, and their requests are on the way.
     */
    void makeRoomForSeveral() {
        for (int i = Math.max(1, max / SHARE); i > 0 && makeRoom(); i--) {
            // one connection at a time
        }
    }

    /** Closes the idle connection that is missed least; returns false if none is idle. */
    private boolean makeRoom() {
        Connection<?> missedLeast = idle.next();
        if (missedLeast != null) {
            close(missedLeast);
        }
        return missedLeast != null;
    }

    /** Does not count it any more, even if its thread closes it later. */
    private void close(Connection<?> connection) {
        forget(connection);
        connection.terminateSilently();
    }

    /**
     * Returns the address or network for the count of connections, or null for loopback addresses, which are not
     * counted.
     */
    private static @Nullable InetAddress address(Connection<?> connection) {
        InetAddress peer = peer(connection);
        return peer == null || peer.isLoopbackAddress() ? null : ClientNetwork.of(peer);
    }

    /** Returns the address of a connection's peer; null if the connection has been closed. */
    static @Nullable InetAddress peer(Connection<?> connection) {
        return connection.getPeerAddress() instanceof InetSocketAddress peer ? peer.getAddress() : null;
    }
}
