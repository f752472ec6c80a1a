package dev.lifeline.app.http.limit;

import dev.lifeline.app.request.Probes;
import dev.lifeline.app.request.RequestTarget;
import dev.lifeline.domain.time.Ticker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
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
 * Lets the first request of a connection wait before it is parsed, if it needs the database and there is no room for
 * it: so it takes little more than an idle connection, and a fifth of a parsed request or less. Probes and other
 * requests that need no database never wait here. Nor does a client that has had an answer before, so that a flood of
 * new connections does not delay clients that keep theirs. Senders have turns. Safe for use by several threads.
 */
final class UnparsedRequests extends BaseFilter implements AddOn {
    /** Interval for {@link #resumeStalled}. */
    static final Duration INTERVAL = Duration.ofMillis(100);

    /** Twice as many as wait for the database at a time; the others have the last result at once. */
    private static final int MOST_OF_HEALTH = 64;

    /** Longer headers, which arrive at once with TLS only, do not wait: there is memory for short ones. */
    private static final int LARGEST = 8 * 1024;

    private static final int LEAST_MAX_OF_HEALTH = 96;
    private static final int SHARE_OF_HEALTH = 4;

    private final FirstRequests projects;
    private final FirstRequests databaseHealth;
    private final List<FirstRequests> kinds;
    private volatile RequestSender sender = new RequestSender(InetAddress::isLoopbackAddress);

    UnparsedRequests(ResourceLimits resources, Ticker ticker) {
        int max = resources.requests();
        int places = resources.waitingRequests();
        projects = new FirstRequests(max, resources.newRequests(), places, ticker);
        int maxHealth = Math.max(LEAST_MAX_OF_HEALTH, max / SHARE_OF_HEALTH);
        databaseHealth = new FirstRequests(maxHealth, MOST_OF_HEALTH, places, ticker);
        kinds = List.of(projects, databaseHealth);
    }

    /** Sets which peers may be proxies. Must be called before the listeners start. */
    void proxies(Predicate<InetAddress> mayForward) {
        sender = new RequestSender(mayForward);
    }

    /** Returns the limit for requests to a path. */
    RequestLimit limitOf(String path) {
        boolean isHealth = RequestTarget.matched(path).equals(Probes.DATABASE_HEALTH);
        return (isHealth ? databaseHealth : projects).limit();
    }

    /** Adds the filter in front of the parser. */
    @Override
    public void setup(NetworkListener listener, FilterChainBuilder filters) {
        filters.add(filters.indexOfType(HttpServerFilter.class), this);
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        ClientProgress client = SlowClients.progress(context.getConnection());
        if (client == null || client.hasBegun() || !(context.getMessage() instanceof Buffer bytes)) {
            return context.getInvokeAction();
        }
        RequestStart start = RequestStart.of(bytes);
        if (start == RequestStart.UNKNOWN) {
            client.bytesDecrypted(); // those before may belong to a TLS handshake
            return context.getStopAction(bytes); // is called again with these bytes and the next ones
        }
        FirstRequests kind = kindOf(start);
        client.begins(kind);
        if (kind == null || kind.haveRoom()) {
            return context.getInvokeAction();
        }
        if (bytes.remaining() > LARGEST) {
            client.isOneTooMany();
            return context.getInvokeAction();
        }
        kind.add(context, sender.of(ConnectionLimit.peer(context.getConnection()), bytes));
        client.waits();
        context.suspend(); // it cannot be resumed before this method returns, because that happens on this thread
        return context.getSuspendAction();
    }

    private @Nullable FirstRequests kindOf(RequestStart start) {
        return switch (start) {
            case PROJECTS -> projects;
            case DATABASE_HEALTH -> databaseHealth;
            case NO_DATABASE, UNKNOWN -> null;
        };
    }

    /** Returns the kind of the first request of a connection, once; null if it is of none, or was returned before. */
    static @Nullable FirstRequests begun(Connection<?> connection) {
        ClientProgress client = SlowClients.progress(connection);
        return client == null ? null : client.takeBeginning();
    }

    /** Returns whether no further request can wait here at present, but can soon. */
    boolean isFullForNow() {
        return projects.areFullForNow() || databaseHealth.areFullForNow();
    }

    /** Records that a request was refused, so that the next one need not wait. */
    void refused(Connection<?> connection) {
        FirstRequests kind = begun(connection);
        if (kind != null) {
            kind.requestEnded();
        }
    }

    /** The connection may have been closed before its request was complete. */
    @Override
    public NextAction handleClose(FilterChainContext context) {
        refused(context.getConnection());
        return context.getInvokeAction();
    }

    /** Resumes requests that wait although there is room. Must be called regularly. */
    void resumeStalled() {
        kinds.forEach(FirstRequests::resumeStalled);
    }
}
