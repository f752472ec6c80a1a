package dev.lifeline.app.http.limit;

import dev.lifeline.app.http.grizzly.ListenerLimits;
import dev.lifeline.app.http.guard.RequestGuard;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.Request;
import org.jspecify.annotations.Nullable;

/** Limits for the resources of this process that all clients together use. Safe for use by several threads. */
public final class OverloadProtection implements ListenerLimits, AutoCloseable {
    private static final Duration OVERDUE_INTERVAL = Duration.ofMillis(500);
    private static final Duration FORGET_INTERVAL = Duration.ofMillis(500);
    private static final Duration RESUME_INTERVAL = Duration.ofMillis(100);

    private final Duration acceptPause;
    private final CostlyRequests costly;
    private final AcceptHeaders acceptHeaders = new AcceptHeaders();
    private final EventStreamLimit streams = new EventStreamLimit();
    private final BodyGathering bodies;
    private final UnreadAnswers answers;
    private final SlowClients slowClients;
    private final ConnectionLimit connections;
    private final UnparsedRequests unparsed;
    private volatile @Nullable AddOn verification;
    private volatile Function<HttpRequestPacket, Optional<String>> clients = request -> Optional.empty();

    public OverloadProtection(ClientLimits clients, ResourceLimits resources, Ticker ticker) {
        acceptPause = resources.acceptPause();
        costly = new CostlyRequests(resources.requests());
        bodies = new BodyGathering(clients, resources, ticker);
        answers = new UnreadAnswers(resources.answerMemory());
        slowClients = new SlowClients(clients, resources, ticker);
        var idle = new IdleConnections(slowClients::all, ticker);
        connections = new ConnectionLimit(resources, idle);
        unparsed = new UnparsedRequests(resources, ticker);
        slowClients.every(OVERDUE_INTERVAL, bodies::refuseOverdue);
        slowClients.every(RESUME_INTERVAL, answers::resumeWaiting);
        slowClients.every(UnparsedRequests.INTERVAL, unparsed::resumeStalled);
        slowClients.every(FORGET_INTERVAL, idle::forget);
        slowClients.every(AcceptHeaders.PERIOD, acceptHeaders::forget);
    }

    /** Runs a check regularly, until this is closed. */
    public void every(Duration interval, Runnable check) {
        slowClients.every(interval, check);
    }

    @Override
    public boolean isRoomForConnection() {
        return !unparsed.isFullForNow() && connections.isRoom();
    }

    @Override
    public Duration acceptPause() {
        return acceptPause;
    }

    @Override
    public void closeIdle() {
        connections.makeRoomForSeveral();
    }

    @Override
    public List<AddOn> addOns() {
        AddOn first = verification;
        return first == null
                ? List.of(unparsed, answers, slowClients, connections, bodies)
                : List.of(unparsed, answers, slowClients, connections, first, bodies);
    }

    @Override
    public void readEnded(Connection<?> connection) {
        slowClients.readEnded(connection);
    }

    /** Returns the limits of a listener for operators; clients of all listeners count together. */
    public ListenerLimits forOperators() {
        return new OperatorLimits(this, connections::isRoom);
    }

    @Override
    public void handshakeEnded(Connection<?> connection) {
        slowClients.handshakeEnded(connection);
    }

    @Override
    public boolean isClosing(Connection<?> connection) {
        return SlowClients.isClosing(connection);
    }

    /**
     * Sets the filter that verifies tokens before bodies are gathered. Must be called before the listeners are created.
     */
    public void verifyBy(AddOn filter) {
        verification = filter;
    }

    /**
     * Sets the rules for a request that are applied before its body is requested, and the source of client addresses.
     * Must be called before the listeners start.
     */
    public void admitBy(RequestGuard guard) {
        clients = guard::remoteClient;
        unparsed.proxies(guard::mayForward);
        bodies.admitBy(guard);
    }

    /** Returns whether a request may be handled or wait for that. */
    public boolean isRoomFor(Request request) {
        return !SlowClients.isUnwelcome(request.getContext().getConnection())
                && unparsed.limitOf(request.getRequestURI()).isRoom();
    }

    /** Records that a request is answered without being handled. Never blocks. */
    public void refused(Connection<?> connection) {
        unparsed.refused(connection);
    }

    /** Returns whether the next request of a connection waits, because much of the earlier responses is unread. */
    public boolean mustWait(Connection<?> connection) {
        return UnreadAnswers.isMuch(connection);
    }

    /** Runs a request's task when its client has read most of the earlier responses. Never blocks. */
    public void whenRead(Connection<?> connection, Runnable task) {
        answers.whenRead(connection, task);
    }

    /**
     * Starts a request's task, now or later, within the limit for its kind, or refuses the request. Never blocks.
     *
     * @param executor runs a task on another thread, or returns false if there is no room for it
     */
    public void start(Request request, Runnable task, Predicate<Runnable> executor, Runnable refusal) {
        if (EventStreamLimit.concerns(request.getRequestURI())) {
            streams.start(clients.apply(request.getRequest()), task, executor, refusal);
        } else {
            FirstRequests kind = UnparsedRequests.begun(request.getContext().getConnection());
            Predicate<Runnable> counting =
                    kind == null ? executor : kind.limit().counting(executor);
            unparsed.limitOf(request.getRequestURI())
                    .start(task, (counted, refuse) -> costly.start(request, counted, counting, refuse), refusal);
        }
    }

    /** Returns a task that runs the given one, and then releases the memory of the request's body. */
    public Runnable releasing(Request request, Runnable task) {
        return bodies.releasing(request, task);
    }

    /** Replaces the {@code Accept} header of a request if it must not reach Jersey. */
    public void boundAcceptHeader(HttpRequestPacket request) {
        acceptHeaders.bound(request);
    }

    /** Ends the regular checks without waiting. */
    @Override
    public void close() {
        slowClients.close();
    }
}
