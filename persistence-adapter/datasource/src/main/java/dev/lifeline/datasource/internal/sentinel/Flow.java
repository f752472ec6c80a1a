package dev.lifeline.datasource.internal.sentinel;

import dev.lifeline.datasource.internal.jdbc.Lease;
import dev.lifeline.datasource.internal.jdbc.LeaseHolder;
import dev.lifeline.datasource.internal.socket.WatchedSocket;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection, from our socket to the server's process. Safe for use by several threads. */
final class Flow {
    private final WatchedSocket socket;
    private final @Nullable Backend backend;
    private final LeaseHolder lease;

    /** The part of the wait under way that proves nothing; one thread at a time changes it. */
    private volatile Forgotten forgotten = new Forgotten(-1, 0);

    /**
     * @param backend null behind a pooler, whose word on backends is fiction
     * @param lease on which terms the connection is in use
     */
    Flow(WatchedSocket socket, @Nullable Backend backend, LeaseHolder lease) {
        this.socket = socket;
        this.backend = backend;
        this.lease = lease;
    }

    /** Of one wait, so many nanoseconds do not count. */
    private record Forgotten(long progress, long nanos) {}

    /** The server's process, if it is known. */
    Optional<Backend> backend() {
        return Optional.ofNullable(backend);
    }

    /** Whether somebody has been waiting on it for longer than that. */
    boolean isQuietFor(Duration limit) {
        return waiting().compareTo(limit) > 0;
    }

    /** For how long somebody has been waiting on it. */
    Duration waiting() {
        Forgotten past = forgotten;
        long excused = past.progress() == socket.progress() ? past.nanos() : 0;
        return Duration.ofNanos(Math.max(0, socket.waitingNanos() - excused));
    }

    /** Returns on which terms the connection is in use. */
    Lease lease() {
        return lease.lease();
    }

    /** Returns whether a thread waits for the server, beyond the end of its operation. */
    boolean isOverdue(long now) {
        Lease terms = lease.lease();
        return terms.limited() && now - terms.end() >= 0 && socket.waitingNanos() > 0;
    }

    /** Counts the wait under way from now on. */
    void forgetWait() {
        forgotten = new Forgotten(socket.progress(), socket.waitingNanos());
    }

    /** Returns whether the blocked thread sends, and does not wait for a reply. */
    boolean isWriting() {
        return socket.isWriting();
    }

    /** Grows with each wait that ended. */
    long progress() {
        return socket.progress();
    }

    /** Whether something was sent over it, and nothing has come since. */
    boolean isReplyOwed() {
        return socket.isReplyOwed();
    }

    /** Whether bytes have arrived that the waiting thread did not read yet. */
    boolean hasUnreadBytes() {
        return socket.hasUnreadBytes();
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    /** Closes it, and so frees whoever waits on it. */
    void cut() {
        socket.cut();
    }
}
