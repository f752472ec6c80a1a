package dev.lifeline.datasource.internal.sentinel;

import dev.lifeline.datasource.internal.jdbc.Lease;
import dev.lifeline.datasource.internal.jdbc.LeaseHolder;
import dev.lifeline.datasource.internal.socket.WatchedSocket;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection, from the local socket to the server process. Safe for use by several threads. */
final class Flow {
    private final WatchedSocket socket;
    private final @Nullable Backend backend;
    private final LeaseHolder lease;

    /** Part of the current wait that is not counted; changed by one thread at a time. */
    private volatile Forgotten forgotten = new Forgotten(-1, 0);

    /**
     * @param backend null behind a pooler, which reports no real backends
     * @param lease lease of the connection
     */
    Flow(WatchedSocket socket, @Nullable Backend backend, LeaseHolder lease) {
        this.socket = socket;
        this.backend = backend;
        this.lease = lease;
    }

    /**
     * Part of a wait that is not counted.
     *
     * @param progress identifies the wait
     * @param nanos length of the part
     */
    private record Forgotten(long progress, long nanos) {}

    /** Returns the server process, if known. */
    Optional<Backend> backend() {
        return Optional.ofNullable(backend);
    }

    /** Returns whether a thread has waited on the connection for longer than the limit. */
    boolean isQuietFor(Duration limit) {
        return waiting().compareTo(limit) > 0;
    }

    /** Returns for how long a thread has waited on the connection. */
    Duration waiting() {
        Forgotten past = forgotten;
        long excused = past.progress() == socket.progress() ? past.nanos() : 0;
        return Duration.ofNanos(Math.max(0, socket.waitingNanos() - excused));
    }

    /** Returns the lease of the connection. */
    Lease lease() {
        return lease.lease();
    }

    /** Returns whether a thread waits for the server after the deadline of its operation. */
    boolean isOverdue(long now) {
        Lease terms = lease.lease();
        return terms.limited() && now - terms.end() >= 0 && socket.waitingNanos() > 0;
    }

    /** Restarts the count of the current wait. */
    void forgetWait() {
        forgotten = new Forgotten(socket.progress(), socket.waitingNanos());
    }

    /** Returns whether the blocked thread is sending rather than waiting for a reply. */
    boolean isWriting() {
        return socket.isWriting();
    }

    /** Returns a number that increases with each completed wait. */
    long progress() {
        return socket.progress();
    }

    /** Returns whether data was sent and none has been received since. */
    boolean isReplyOwed() {
        return socket.isReplyOwed();
    }

    /** Returns whether the borrower may be waiting without a request, for notifications. */
    boolean mayListen() {
        return lease.mayListen();
    }

    /** Returns whether received bytes are unread. */
    boolean hasUnreadBytes() {
        return socket.hasUnreadBytes();
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    /** Closes the socket, which releases the waiting thread. */
    void cut() {
        socket.cut();
    }
}
