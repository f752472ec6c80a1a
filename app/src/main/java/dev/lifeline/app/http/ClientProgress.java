package dev.lifeline.app.http;

import java.util.concurrent.atomic.AtomicLong;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.nio.NIOConnection;

/** How far the client of one connection is with its request and with its answer. Safe for use by several threads. */
final class ClientProgress {
    private static final long NONE = 0;

    private final Connection<?> connection;
    private final AtomicLong written = new AtomicLong();
    private volatile long headersSince = NONE;
    /** Confined to the thread that calls {@link #isOverdue}, as the next one. */
    private long backlogSince = NONE;

    private long drainedBefore;

    ClientProgress(Connection<?> connection) {
        this.connection = connection;
    }

    Connection<?> connection() {
        return connection;
    }

    /** Bytes arrived while no request is complete. */
    void bytesArrived(long now) {
        if (headersSince == NONE) {
            headersSince = present(now);
        }
    }

    /** The headers of a request are complete. */
    void headersArrived() {
        headersSince = NONE;
    }

    /** So many bytes were handed to the connection. */
    void wrote(int bytes) {
        written.addAndGet(bytes);
    }

    /** Returns whether the connection is to be closed because its client is too slow. */
    boolean isOverdue(long now, ClientLimits limits) {
        long headers = headersSince;
        boolean late = headers != NONE && now - headers > limits.headers().toNanos();
        return late || isAnswerOverdue(now, limits, backlog());
    }

    private boolean isAnswerOverdue(long now, ClientLimits limits, long backlog) {
        long drained = written.get() - backlog;
        if (backlog <= 0) {
            backlogSince = NONE;
            return false;
        }
        if (backlogSince == NONE) {
            backlogSince = present(now);
            drainedBefore = drained;
            return false;
        }
        long elapsed = now - backlogSince;
        return elapsed > limits.answer().toNanos() || limits.isTooSlow(drained - drainedBefore, elapsed);
    }

    /** Bytes that wait in this process because the client does not read; the system's send buffer is full then. */
    private long backlog() {
        return connection instanceof NIOConnection nio
                ? nio.getAsyncWriteQueue().spaceInBytes()
                : 0;
    }

    private static long present(long now) {
        return now == NONE ? 1 : now;
    }
}
