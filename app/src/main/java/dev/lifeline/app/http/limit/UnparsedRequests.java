package dev.lifeline.app.http.limit;

import dev.lifeline.app.http.grizzly.ClientDisconnects;
import dev.lifeline.app.http.grizzly.SelectorThread;
import dev.lifeline.app.http.limit.RequestQueue.Waiting;
import dev.lifeline.domain.time.Ticker;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.jspecify.annotations.Nullable;

/**
 * Lets the first request of a connection wait before it is parsed, if it is for projects and there is no room for it:
 * so it takes little more than an idle connection, and a fifth of a parsed request or less. Probes and requests for
 * other paths never wait here. Nor does a client that has had an answer before, so that a flood of new connections does
 * not delay clients that keep theirs. Senders have turns. Safe for use by several threads.
 */
final class UnparsedRequests extends BaseFilter implements AddOn {
    /** Interval for {@link #resumeStalled}. */
    static final Duration INTERVAL = Duration.ofMillis(100);

    /** Time after which a request is parsed even if there is no room; then it is refused. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** Requests that end at least this often make room for others. */
    private static final long RECENT = Duration.ofMillis(500).toNanos();

    /** Part of the room for requests that is given to others at once when none has ended. */
    private static final int SHARE = 4;

    private static final byte[] PROJECTS = " /api/projects".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_METHOD = 7;

    private final RequestLimit requests;
    private final RequestQueue<FilterChainContext> queue;
    private final Ticker ticker;
    private volatile long lastEnd;
    private volatile RequestSender sender = new RequestSender(InetAddress::isLoopbackAddress);

    /**
     * @param maxRequests maximum number of requests that are parsed and have not ended
     * @param places maximum number of requests that wait here
     */
    UnparsedRequests(int maxRequests, int places, Ticker ticker) {
        this.requests = new RequestLimit(maxRequests, this::requestEnded);
        this.queue = new RequestQueue<>(places, LONGEST_WAIT, ticker);
        this.ticker = ticker;
        this.lastEnd = ticker.nanos() - RECENT;
    }

    /** Sets which peers may be proxies. Must be called before the listeners start. */
    void proxies(Predicate<InetAddress> mayForward) {
        sender = new RequestSender(mayForward);
    }

    /** Returns the limit of the requests that do not wait here. */
    RequestLimit requests() {
        return requests;
    }

    /** Adds the filter in front of the parser. */
    @Override
    public void setup(NetworkListener listener, FilterChainBuilder filters) {
        filters.add(filters.indexOfType(HttpServerFilter.class), this);
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        ClientProgress client = SlowClients.progress(context.getConnection());
        if (client == null
                || !client.isFirstRequest()
                || !(context.getMessage() instanceof Buffer bytes)
                || !isForProjects(bytes)) {
            return context.getInvokeAction();
        }
        client.begins();
        boolean isRoom = queue.isEmpty() && requests.roomForNewConnections() > 0;
        if (isRoom || !queue.hasPlaces()) {
            return context.getInvokeAction();
        }
        if (!queue.add(context, sender.of(ConnectionLimit.peer(context.getConnection()), bytes))) {
            client.isOneTooMany();
            return context.getInvokeAction();
        }
        client.waits();
        context.suspend(); // it cannot be resumed before this method returns, because that happens on this thread
        return context.getSuspendAction();
    }

    /** Returns whether the bytes begin with a request line for projects. */
    private static boolean isForProjects(Buffer bytes) {
        int start = bytes.position();
        int end = Math.min(bytes.limit() - PROJECTS.length, start + LONGEST_METHOD);
        for (int i = start; i <= end; i++) {
            if (bytes.get(i) == ' ') {
                return startsWithProjects(bytes, i);
            }
        }
        return false;
    }

    private static boolean startsWithProjects(Buffer bytes, int start) {
        for (int i = 0; i < PROJECTS.length; i++) {
            if (bytes.get(start + i) != PROJECTS[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether no further request can wait here at present, but can soon, because requests end. While the
     * database is lost, none may end.
     */
    boolean isFullForNow() {
        return queue.isFull() && ticker.nanos() - lastEnd < RECENT;
    }

    private void requestEnded() {
        lastEnd = ticker.nanos();
        resumeNext();
    }

    private void resumeNext() {
        if (!queue.isEmpty() && requests.roomForNewConnections() > 0) {
            resume(queue.poll());
        }
    }

    /**
     * Resumes requests that have waited for too long, and some of those for which there is room although no other
     * request has ended: the last one that was resumed may have been incomplete. Must be called regularly.
     */
    void resumeStalled() {
        if (queue.isEmpty()) {
            return;
        }
        for (int room = requests.roomForNewConnections(); room > 0; room -= SHARE) {
            resume(queue.poll());
        }
        for (Waiting<FilterChainContext> late = queue.pollLate(); late != null; late = queue.pollLate()) {
            resume(late);
        }
    }

    private void resume(@Nullable Waiting<FilterChainContext> waiting) {
        if (waiting != null) {
            SelectorThread.run(waiting.request().getConnection(), () -> parse(waiting));
        }
    }

    private void parse(Waiting<FilterChainContext> waiting) {
        FilterChainContext context = waiting.request();
        Connection<?> connection = context.getConnection();
        if (ClientDisconnects.hasLeft(connection)) {
            connection.terminateSilently();
            resumeNext();
        } else if (!requests.isRoom() && !queue.isLate(waiting)) {
            queue.putBack(waiting); // others took the room meanwhile
        } else {
            ClientProgress client = SlowClients.progress(connection);
            if (client != null) {
                client.bytesArrived();
            }
            context.resume(context.getInvokeAction());
        }
    }
}
