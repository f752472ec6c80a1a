package dev.lifeline.app.http.grizzly;

import static java.lang.System.Logger.Level.DEBUG;
import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.connection.CallerCancellation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * Cancels the work of a request when its client disconnects: at once if the connection is reset or closed, and {@link
 * #GRACE} after the end of the client's stream. Costs one attribute and two small objects for each request. Safe for
 * use by several threads.
 */
public final class ClientDisconnects extends BaseFilter implements AddOn {
    /** Within this time, most responses reach a client that has closed only its sending side and still reads. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger(ClientDisconnects.class.getName());
    private static final Attribute<@Nullable UnderWay> UNDER_WAY =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(ClientDisconnects.class.getName());
    private static final Executor AFTER_GRACE =
            CompletableFuture.delayedExecutor(GRACE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);

    /** Last request of a connection. An idle connection keeps it, so it must not refer to the request. */
    private static final class UnderWay implements Runnable {
        private final CallerCancellation caller = new CallerCancellation();
        private @Nullable Runnable task;

        /** Whether the body has arrived; from then on only the selector's thread reads from the connection. */
        private volatile boolean complete;

        UnderWay(Runnable task, boolean complete) {
            this.task = task;
            this.complete = complete;
        }

        @Override
        public void run() {
            Runnable once = requireNonNull(task);
            task = null;
            caller.run(once);
        }
    }

    /**
     * Adds one filter directly behind the socket, which sees the end of the stream, and one behind the parser, which
     * sees the end of a body.
     */
    @Override
    public void setup(NetworkListener listener, FilterChainBuilder filters) {
        filters.add(filters.indexOfType(HttpServerFilter.class) + 1, new BodyEnd());
        filters.add(1, this);
    }

    /** Returns a task that runs the given one, and cancels its database operations when the client disconnects. */
    public static Runnable cancellable(Request request, Runnable task) {
        var underWay = new UnderWay(task, !request.getRequest().isExpectContent());
        UNDER_WAY.set(request.getContext().getConnection(), underWay);
        return underWay;
    }

    @Override
    public NextAction handleClose(FilterChainContext context) {
        UnderWay request = UNDER_WAY.get(context.getConnection());
        if (request != null) {
            request.caller.cancel();
        }
        return context.getInvokeAction();
    }

    /**
     * Returns whether the client of a connection without a request under way has disconnected, or closed its sending
     * side. To be called on the selector's thread. Does not block.
     */
    public static boolean hasLeft(Connection<?> connection) {
        if (!(connection instanceof TCPNIOConnection tcp) || !(tcp.getChannel() instanceof SocketChannel channel)) {
            return false;
        }
        Signal signal = signal(channel);
        return signal == Signal.END_OF_STREAM || signal == Signal.RESET;
    }

    /** Returns whether bytes have arrived on a connection that were not read yet. Does not block. */
    public static boolean hasUnreadBytes(Connection<?> connection) {
        try {
            return connection instanceof TCPNIOConnection tcp
                    && tcp.getChannel() instanceof SocketChannel channel
                    && channel.socket().getInputStream().available() > 0;
        } catch (IOException ended) {
            return false;
        }
    }

    /** Returns whether the connection's request is complete, so that {@link #check} can find something. */
    static boolean isCheckable(Connection<?> connection) {
        UnderWay request = UNDER_WAY.get(connection);
        return request != null && request.complete;
    }

    /**
     * Checks a connection that was reported readable although its request is still handled, and closes it if its client
     * has reset it. To be called on the selector's thread. Does not block.
     *
     * @return false if there is nothing to read, because the request's thread has read the end of the body meanwhile
     */
    static boolean check(Connection<?> connection) {
        UnderWay request = UNDER_WAY.get(connection);
        if (request == null
                || !request.complete
                || !(connection instanceof TCPNIOConnection tcp)
                || !(tcp.getChannel() instanceof SocketChannel channel)) {
            return true;
        }
        Signal signal = signal(channel);
        switch (signal) {
            case END_OF_STREAM -> AFTER_GRACE.execute(request.caller::cancel);
            case RESET -> close(connection, request);
            case NOTHING, BYTES -> {}
        }
        return signal != Signal.NOTHING;
    }

    private static void close(Connection<?> connection, UnderWay request) {
        LOG.log(DEBUG, "The client of a request reset its connection; its work is cancelled");
        request.caller.cancel();
        connection.terminateSilently();
    }

    private enum Signal {
        NOTHING,
        BYTES,
        END_OF_STREAM,
        RESET
    }

    /**
     * Bytes that the client sent ahead stay unread. Without such bytes a read returns the end of the stream or fails; a
     * byte that arrives at that moment cannot be put back, so the connection is closed.
     */
    private static Signal signal(SocketChannel channel) {
        try {
            if (channel.socket().getInputStream().available() > 0) {
                return Signal.BYTES;
            }
            int read = channel.read(ByteBuffer.allocate(1));
            return read < 0 ? Signal.END_OF_STREAM : read == 0 ? Signal.NOTHING : Signal.RESET;
        } catch (IOException reset) {
            return Signal.RESET;
        }
    }

    /** Runs when a part of a body has been parsed, on the selector's thread or on that of the request. */
    private static final class BodyEnd extends BaseFilter {
        @Override
        public NextAction handleRead(FilterChainContext context) throws IOException {
            UnderWay request = UNDER_WAY.get(context.getConnection());
            if (request != null
                    && !request.complete
                    && context.getMessage() instanceof HttpContent part
                    && part.isLast()) {
                request.complete = true;
                LazyReadInterest.listenAgain(context.getConnection());
            }
            return context.getInvokeAction();
        }
    }
}
