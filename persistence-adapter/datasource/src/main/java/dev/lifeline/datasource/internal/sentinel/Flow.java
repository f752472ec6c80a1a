package dev.lifeline.datasource.internal.sentinel;

import dev.lifeline.datasource.internal.socket.WatchedSocket;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection, from our socket to the server's process. Safe for use by several threads. */
final class Flow {
    private final WatchedSocket socket;
    private final @Nullable Backend backend;

    /** The part of the wait under way that proves nothing; one thread at a time changes it. */
    private volatile Forgotten forgotten = new Forgotten(-1, 0);

    /**
     * @param backend null behind a pooler, whose word on backends is fiction
     */
    Flow(WatchedSocket socket, @Nullable Backend backend) {
        this.socket = socket;
        this.backend = backend;
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
