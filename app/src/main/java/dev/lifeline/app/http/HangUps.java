package dev.lifeline.app.http;

import static java.lang.System.Logger.Level.DEBUG;

import dev.lifeline.domain.connection.CallerCancellation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the work of requests whose connection is closed or reset while they are handled. The end of the stream alone is no
 * such thing: a client that only closed its sending side still reads its answer, and TCP does not tell it from one that closed
 * both. Costs one attribute and one small object for each request. Safe for use by several threads.
 */
final class HangUps extends BaseFilter implements AddOn {
    private static final System.Logger LOG = System.getLogger(HangUps.class.getName());
    private static final Attribute<@Nullable UnderWay> UNDER_WAY =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(HangUps.class.getName());

    /**
     * The request that a connection's client sent last.
     *
     * @param complete whether its body has arrived, so that only the selector's thread reads from the connection
     */
    private record UnderWay(CallerCancellation caller, boolean complete) {}

    @Override
    public void setup(NetworkListener listener, FilterChainBuilder filters) {
        filters.add(1, this); // behind the socket
    }

    /** Returns the task with its database operations cancelled when the client hangs up. */
    static Runnable cancellable(Request request, Runnable task) {
        var caller = new CallerCancellation();
        UNDER_WAY.set(
                request.getContext().getConnection(),
                new UnderWay(caller, !request.getRequest().isExpectContent()));
        return () -> caller.run(task);
    }

    @Override
    public NextAction handleClose(FilterChainContext context) {
        cancel(context.getConnection());
        return context.getInvokeAction();
    }

    /**
     * Closes a connection that was found readable although its request is still handled, if its client has reset it. To be called
     * on the selector's thread. Does not block.
     */
    static void closeIfReset(Connection<?> connection) {
        UnderWay request = UNDER_WAY.get(connection);
        if (request != null
                && request.complete()
                && connection instanceof TCPNIOConnection tcp
                && tcp.getChannel() instanceof SocketChannel channel
                && isReset(channel)) {
            LOG.log(DEBUG, "The client of a request hung up; its work is cancelled");
            cancel(connection);
            connection.terminateSilently();
        }
    }

    private static void cancel(Connection<?> connection) {
        UnderWay request = UNDER_WAY.get(connection);
        if (request != null) {
            request.caller().cancel();
        }
    }

    /**
     * What the client sent ahead stays unread. Without such bytes a read meets the end of the stream or a reset; a byte that arrives
     * just then cannot be put back, and the connection is given up.
     */
    private static boolean isReset(SocketChannel channel) {
        try {
            boolean sentAhead = channel.socket().getInputStream().available() > 0;
            return !sentAhead && channel.read(ByteBuffer.allocate(1)) > 0;
        } catch (IOException reset) {
            return true;
        }
    }
}
