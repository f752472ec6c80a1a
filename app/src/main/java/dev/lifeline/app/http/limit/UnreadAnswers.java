package dev.lifeline.app.http.limit;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.filterchain.TransportFilter;
import org.glassfish.grizzly.http.server.AddOn;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * Bounds the memory of answers that clients do not read, once the system's send buffers are full. Beyond the bound
 * connections are closed, first those with data that has been unread for the longest time. The next request of a
 * connection waits while much of the earlier responses is unread. Costs a comparison for each write. Safe for use by
 * several threads.
 */
final class UnreadAnswers extends TransportFilter implements AddOn {
    private static final System.Logger LOG = System.getLogger(UnreadAnswers.class.getName());

    /** Unread bytes above which the next request waits: several small responses, or the rest of a large one. */
    private static final int MUCH = 64 * 1024;

    private final long max;
    private final Map<NIOConnection, Unread> unread = new ConcurrentHashMap<>();
    private final AtomicLong order = new AtomicLong();
    private final AtomicLong total = new AtomicLong();
    private final ReentrantLock reclaiming = new ReentrantLock();
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    /** @param max the bound, in bytes */
    UnreadAnswers(long max) {
        this.max = max;
    }

    /**
     * Number of unread bytes at the last check, and the rank of the connection: the one with the oldest unread data is
     * first.
     */
    private record Unread(int bytes, long order) {}

    private record Waiting(NIOConnection connection, Runnable request) {}

    /** Replaces the filter that writes to the socket. */
    @Override
    public void setup(NetworkListener listener, FilterChainBuilder filters) {
        filters.set(filters.indexOfType(TransportFilter.class), this);
    }

    @Override
    public NextAction handleWrite(FilterChainContext context) throws IOException {
        NextAction action = super.handleWrite(context);
        if (context.getConnection() instanceof NIOConnection connection) {
            int bytes = bytes(connection);
            if (bytes > 0) {
                note(connection, bytes);
            }
        }
        return action;
    }

    @Override
    public NextAction handleClose(FilterChainContext context) throws IOException {
        if (context.getConnection() instanceof NIOConnection connection) {
            forget(connection);
        }
        return super.handleClose(context);
    }

    private void note(NIOConnection connection, int bytes) {
        unread.compute(connection, (key, before) -> {
            total.addAndGet(bytes - (before == null ? 0 : before.bytes()));
            return new Unread(bytes, before == null ? order.incrementAndGet() : before.order());
        });
        if (!connection.isOpen()) {
            forget(connection);
        }
        if (total.get() > max) {
            reclaim();
        }
    }

    private void forget(NIOConnection connection) {
        unread.computeIfPresent(connection, (key, before) -> {
            total.addAndGet(-before.bytes());
            return null;
        });
    }

    /** Determines the unread bytes of each connection, and closes connections until the sum is within the bound. */
    private void reclaim() {
        if (!reclaiming.tryLock()) {
            return;
        }
        try {
            unread.keySet().forEach(this::update);
            while (total.get() > max && closeLongestUnread()) {
                // one connection at a time
            }
        } finally {
            reclaiming.unlock();
        }
    }

    private void update(NIOConnection connection) {
        int bytes = connection.isOpen() ? bytes(connection) : 0;
        unread.computeIfPresent(connection, (key, before) -> {
            total.addAndGet(bytes - before.bytes());
            return bytes == 0 ? null : new Unread(bytes, before.order());
        });
    }

    private boolean closeLongestUnread() {
        return unread.entrySet().stream()
                .min((one, other) ->
                        Long.signum(one.getValue().order() - other.getValue().order()))
                .map(Map.Entry::getKey)
                .map(connection -> {
                    LOG.log(DEBUG, "An HTTP connection is closed: its client does not read, and memory is short");
                    connection.terminateSilently();
                    connection.getAsyncWriteQueue().onClose(); // frees it now: the selector's thread may be far behind
                    forget(connection);
                    return true;
                })
                .orElse(false);
    }

    /** Returns whether the next request of the connection has to wait. */
    static boolean isMuch(Connection<?> connection) {
        return connection instanceof NIOConnection nio && bytes(nio) > MUCH;
    }

    /**
     * Runs a request's task when its client has read most of the earlier answers, or the connection has been closed.
     */
    void whenRead(Connection<?> connection, Runnable request) {
        waiting.add(new Waiting((NIOConnection) connection, request));
    }

    /** Runs the waiting requests of connections without much unread data. Must be called regularly. */
    void resumeWaiting() {
        int round = waiting.size();
        for (int i = 0; i < round; i++) {
            Waiting one = waiting.remove();
            if (one.connection().isOpen() && bytes(one.connection()) > MUCH) {
                waiting.add(one);
            } else {
                one.request().run();
            }
        }
    }

    private static int bytes(NIOConnection connection) {
        return connection.getAsyncWriteQueue().spaceInBytes();
    }

    /** Returns the memory of unread answers when it was last determined, in bytes. */
    long total() {
        return total.get();
    }
}
