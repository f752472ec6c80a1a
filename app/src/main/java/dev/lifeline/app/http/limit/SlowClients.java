package dev.lifeline.app.http.limit;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.app.http.guard.Refusal;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.FilterChainEvent;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpContext;
import org.glassfish.grizzly.http.HttpEvents;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.jspecify.annotations.Nullable;

/**
 * Closes the connections of clients that send the headers of a request, or read their responses, too slowly. Grizzly's
 * limits hold for single reads and writes: a client that transfers a byte within each limit occupies a connection, and
 * a writing thread, indefinitely. Costs an attribute look-up for each read, each write and each request. Safe for use
 * by several threads.
 */
final class SlowClients extends BaseFilter implements AddOn, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SlowClients.class.getName());
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(500);

    /**
     * Time in which a refused client that is still sending can read the response. The server does not read further
     * data.
     */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private static final Attribute<@Nullable ClientProgress> PROGRESS =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(SlowClients.class.getName());

    private final ClientLimits limits;
    private final Ticker ticker;
    private final Set<ClientProgress> clients = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor checks;
    private final Semaphore closing;
    private final HeaderBudget headers;

    SlowClients(ClientLimits limits, ResourceLimits resources, Ticker ticker) {
        this.limits = limits;
        this.closing = new Semaphore(resources.closingConnections());
        this.headers = new HeaderBudget(resources.bodyMemory(), ticker);
        this.ticker = ticker;
        this.checks = new ScheduledThreadPoolExecutor(1, SlowClients::thread);
    }

    /** Adds one filter directly behind the socket, which sees bytes, and one behind the parser, which sees requests. */
    @Override
    public void setup(NetworkListener listener, FilterChainBuilder filters) {
        filters.add(filters.indexOfType(HttpServerFilter.class) + 1, new HeadersEnd());
        if (listener.isSecure()) {
            filters.add(filters.indexOfType(HttpServerFilter.class), new RequestBegin());
        }
        filters.add(1, this);
        every(BETWEEN_CHECKS, this::closeOverdue);
    }

    /** Runs another check regularly, until this is closed. */
    void every(Duration interval, Runnable check) {
        var unused = checks.scheduleWithFixedDelay(
                () -> run(check), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void run(Runnable check) {
        try {
            check.run();
        } catch (RuntimeException | Error e) { // a scheduled task that throws is never run again
            LOG.log(ERROR, "HTTP clients could not be checked", e);
        }
    }

    /** Returns the clients of all connections. */
    Stream<ClientProgress> all() {
        return clients.stream();
    }

    /** Closes a connection soon, and does not read from it any more. */
    static void closeSoon(Connection<?> connection) {
        ClientProgress client = PROGRESS.get(connection);
        if (client == null || !client.closeAfter(LINGER)) {
            connection.closeSilently();
        }
    }

    /** Records the end of a TLS handshake, after which the client may wait before it sends a request. */
    void handshakeEnded(Connection<?> connection) {
        ClientProgress client = PROGRESS.get(connection);
        if (client != null && client.handshakeEnded()) {
            release(client);
        }
    }

    private void release(ClientProgress client) {
        if (client.takeCounted()) {
            headers.release(client);
        }
    }

    private static void answered(Connection<?> connection) {
        ClientProgress client = PROGRESS.get(connection);
        if (client != null) {
            client.answered();
        }
    }

    static boolean isClosing(Connection<?> connection) {
        ClientProgress client = PROGRESS.get(connection);
        return client != null && client.isClosing();
    }

    /** Returns whether a connection's request is to be refused, because there is no place for it. */
    static boolean isUnwelcome(Connection<?> connection) {
        ClientProgress client = PROGRESS.get(connection);
        return client != null && client.isUnwelcome();
    }

    /** Returns the progress of a connection's client; null if the connection was refused. */
    static @Nullable ClientProgress progress(Connection<?> connection) {
        return PROGRESS.get(connection);
    }

    @Override
    public NextAction handleAccept(FilterChainContext context) {
        var client = new ClientProgress(context.getConnection(), ticker, closing);
        PROGRESS.set(context.getConnection(), client);
        clients.add(client);
        return context.getInvokeAction();
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        ClientProgress client = PROGRESS.get(context.getConnection());
        if (client != null) {
            client.bytesArrived(context.getMessage() instanceof Buffer bytes ? bytes.remaining() : 0);
        }
        return context.getInvokeAction();
    }

    /** Counts the headers of a connection that are incomplete after a read. */
    void readEnded(Connection<?> connection) {
        ClientProgress client = PROGRESS.get(connection);
        if (client == null) {
            return;
        }
        if (client.hasIncompleteHeaders()) {
            headers.charge(client, client.takeUncounted()).forEach(SlowClients::close);
        } else {
            release(client);
        }
    }

    @Override
    public NextAction handleWrite(FilterChainContext context) {
        ClientProgress client = PROGRESS.get(context.getConnection());
        if (client != null && context.getMessage() instanceof Buffer bytes) {
            client.wrote(bytes.remaining());
        }
        return context.getInvokeAction();
    }

    @Override
    public NextAction handleClose(FilterChainContext context) {
        ClientProgress client = PROGRESS.get(context.getConnection());
        if (client != null) {
            forget(client);
        }
        return context.getInvokeAction();
    }

    private void closeOverdue() {
        long now = ticker.nanos();
        headers.forgetClosed();
        clients.stream().filter(client -> !client.connection().isOpen()).forEach(this::forget);
        for (ClientProgress client : clients) {
            if (client.isOverdue(now, limits)) {
                close(client.connection());
            }
        }
    }

    private void forget(ClientProgress client) {
        if (clients.remove(client)) {
            client.closed();
            headers.release(client);
        }
    }

    private static void close(Connection<?> connection) {
        LOG.log(DEBUG, "An HTTP connection is closed: its client sends or reads too slowly, or too many do");
        connection.terminateSilently();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "lifeline-http-slow-clients");
        thread.setDaemon(true);
        return thread;
    }

    /** Ends the checks without waiting. */
    @Override
    public void close() {
        checks.shutdownNow();
    }

    /** Sees decrypted bytes. Those of a request may arrive together with the end of the handshake. */
    private static final class RequestBegin extends BaseFilter {
        @Override
        public NextAction handleRead(FilterChainContext context) {
            ClientProgress client = PROGRESS.get(context.getConnection());
            if (client != null) {
                client.bytesDecrypted();
            }
            return context.getInvokeAction();
        }
    }

    /**
     * Runs when a request, or a part of a body, has been parsed, and before the parser is notified that a response is
     * complete.
     */
    private final class HeadersEnd extends BaseFilter {
        /**
         * Closes the connection of a request with a refused body. The parser would read the rest of that body, or reset
         * the connection before the client has read the answer.
         */
        @Override
        public NextAction handleEvent(FilterChainContext context, FilterChainEvent event) {
            if (event.type() == HttpEvents.ResponseCompleteEvent.TYPE) {
                answered(context.getConnection());
                HttpRequestPacket request = HttpContext.get(context).getRequest();
                if (request.isExpectContent() && Refusal.of(request).isPresent()) {
                    closeSoon(context.getConnection());
                    return context.getStopAction();
                }
            }
            return context.getInvokeAction();
        }

        @Override
        public NextAction handleRead(FilterChainContext context) {
            ClientProgress client = PROGRESS.get(context.getConnection());
            if (client != null) {
                client.headersArrived(!(context.getMessage() instanceof HttpContent part) || part.isLast());
                release(client);
            }
            return context.getInvokeAction();
        }
    }
}
