package dev.lifeline.app.http.limit;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
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
 * Bounds the number of connections, in all and for each client address. At the limit, a new connection replaces idle
 * ones: those that wait for no answer and have sent nothing for the longest time. If no connection is idle, the new one
 * is closed. Safe for use by several threads.
 */
final class ConnectionLimit extends BaseFilter implements AddOn {
    private static final System.Logger LOG = System.getLogger(ConnectionLimit.class.getName());

    /** Number of idle connections that one search closes: several, because the search is slow. */
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

    /**
     * Connections with a single request or none come first: a flood of connections would otherwise replace those of
     * clients that keep theirs and are about to send the next request.
     */
    private static final Comparator<Idle> LEAST_MISSED =
            Comparator.comparing(Idle::returning).thenComparingLong(Idle::lastRead);

    private final int max;
    private final int maxPerAddress;
    private final SlowClients clients;
    private final ClientCounts<InetAddress> perAddress = new ClientCounts<>();
    private final AtomicInteger count = new AtomicInteger();

    ConnectionLimit(ResourceLimits limits, SlowClients clients) {
        this.max = limits.connections();
        this.maxPerAddress = limits.connectionsPerAddress();
        this.clients = clients;
    }

    /** An idle connection with what it is sorted by, which may change during the sort. */
    private record Idle(ClientProgress client, boolean returning, long lastRead) {}

    /** Address for which a connection was counted. */
    private record Counted(@Nullable InetAddress address, boolean inAll) {}

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
        boolean isRoom = isWithinAddress && (count.incrementAndGet() <= max || makeRoom());
        COUNTED.set(connection, new Counted(address, isWithinAddress));
        if (!isRoom) {
            LOG.log(DEBUG, "An HTTP connection is closed at once: there are too many");
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
        Counted counted = COUNTED.remove(context.getConnection());
        if (counted != null) {
            forget(counted);
        }
        return context.getInvokeAction();
    }

    private void forget(Counted counted) {
        if (counted.inAll()) {
            count.decrementAndGet();
        }
        if (counted.address() != null) {
            perAddress.remove(counted.address());
        }
    }

    /** Returns whether a connection was closed. */
    boolean makeRoom() {
        long closed = clients.idle()
                .map(client -> new Idle(client, client.isReturning(), client.lastRead()))
                .sorted(LEAST_MISSED)
                .limit(Math.max(1, max / SHARE))
                .peek(idle -> idle.client().connection().terminateSilently())
                .count();
        return closed > 0;
    }

    /** Returns the address for the count of connections, or null for loopback addresses, which are not counted. */
    private static @Nullable InetAddress address(Connection<?> connection) {
        return connection.getPeerAddress() instanceof InetSocketAddress peer
                        && !peer.getAddress().isLoopbackAddress()
                ? peer.getAddress()
                : null;
    }
}
