package dev.lifeline.app.http.limit;

import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.nio.NIOConnection;
import org.jspecify.annotations.Nullable;

/**
 * Progress of the client of one connection in sending its request and reading the response. Safe for use by several
 * threads.
 */
final class ClientProgress {
    private static final long NONE = 0;

    private final Connection<?> connection;
    private final Ticker ticker;
    private final Semaphore closing;
    private final AtomicLong written = new AtomicLong();
    private volatile long headersSince = NONE;
    private volatile long lastRead;
    /** Bytes of incomplete headers that are in no budget yet; confined to the thread that reads. */
    private long uncounted;

    private volatile boolean counted;
    private volatile @Nullable FirstRequests beginning;
    private volatile boolean begun;

    /** Whether bytes of a request have been decrypted whose headers are incomplete. */
    private volatile boolean decrypted;

    private volatile boolean inBody;
    private volatile boolean unwelcome;
    private volatile boolean askedBefore;
    private volatile boolean answered;
    private volatile boolean returning;
    private volatile long closeAt = NONE;
    /** Guarded by this object. */
    private boolean ended;

    /** This field and the next one are confined to the thread that calls {@link #isOverdue}. */
    private long backlogSince = NONE;

    private long drainedBefore;

    /** @param closing permits for connections that are about to be closed */
    ClientProgress(Connection<?> connection, Ticker ticker, Semaphore closing) {
        this.connection = connection;
        this.ticker = ticker;
        this.lastRead = ticker.nanos();
        this.closing = closing;
    }

    Connection<?> connection() {
        return connection;
    }

    /** Records that bytes of an incomplete request arrived. */
    void bytesArrived(int count) {
        uncounted += count;
        bytesArrived();
    }

    /** Records that an incomplete request goes on. */
    void bytesArrived() {
        long now = ticker.nanos();
        lastRead = now;
        if (answered && !returning) {
            returning = true;
        }
        if (headersSince == NONE) {
            headersSince = present(now);
        }
    }

    /**
     * Records that the headers of a request, or a part of its body, are complete.
     *
     * @param withWholeBody whether the body has ended, if there is one
     */
    void headersArrived(boolean withWholeBody) {
        headersSince = NONE;
        uncounted = 0;
        decrypted = false;
        inBody = !withWholeBody;
        askedBefore = true;
    }

    /** Returns whether a request, or a TLS handshake, has begun and its headers are incomplete. */
    boolean hasIncompleteHeaders() {
        return headersSince != NONE && !inBody;
    }

    /** Returns the number of bytes of incomplete headers that were not returned before. */
    long takeUncounted() {
        long bytes = uncounted;
        uncounted = 0;
        counted = true;
        return bytes;
    }

    /** Returns, once, whether {@link #takeUncounted} was called. */
    boolean takeCounted() {
        if (!counted) {
            return false;
        }
        counted = false;
        return true;
    }

    /** Records that bytes of a request were decrypted. */
    void bytesDecrypted() {
        decrypted = true;
        bytesArrived();
    }

    /**
     * Records that a TLS handshake is complete, whose bytes were recorded like those of a request. Returns false if it
     * was a later one, within a request: such as an update of keys, which a client may send at any time.
     */
    boolean handshakeEnded() {
        if (decrypted) {
            return false;
        }
        headersSince = NONE;
        uncounted = 0;
        return true;
    }

    /** Records that a response is complete. */
    void answered() {
        answered = true;
    }

    /** Records that bytes of a request wait and are not parsed: a wait that is not the client's fault. */
    void waits() {
        headersSince = NONE;
    }

    /** Records that the first request of the connection has begun, and is one of the given ones, if any. */
    void begins(@Nullable FirstRequests kind) {
        begun = true;
        beginning = kind;
    }

    /** Returns whether it is known what the first bytes of the connection ask for. */
    boolean hasBegun() {
        return begun;
    }

    /** Returns, once, what {@link #begins} recorded; null otherwise. */
    @Nullable
    FirstRequests takeBeginning() {
        FirstRequests first = beginning;
        beginning = null;
        return first;
    }

    /** Records that there is no place for the client's request, which is to be refused when it has been parsed. */
    void isOneTooMany() {
        unwelcome = true;
    }

    /** Returns whether {@link #isOneTooMany} was recorded. */
    boolean isUnwelcome() {
        return unwelcome;
    }

    /** Returns whether the client has sent no request before the one that it may be sending now. */
    boolean isFirstRequest() {
        return !askedBefore;
    }

    /** Returns whether the client has sent something after the first answer on its connection. */
    boolean isReturning() {
        return returning;
    }

    /** Returns when bytes arrived last, or the connection was opened. */
    long lastRead() {
        return lastRead;
    }

    /**
     * Plans to close the connection after the given time; until then it is not read. Returns false if it
     * has ended, or too many connections are planned to be closed. Has no effect if it is planned already.
     */
    synchronized boolean closeAfter(Duration time) {
        if (isClosing()) {
            return true;
        }
        if (ended || !closing.tryAcquire()) {
            return false;
        }
        closeAt = present(ticker.nanos() + time.toNanos());
        return true;
    }

    /** Records that the connection was closed. */
    synchronized void closed() {
        if (isClosing() && !ended) {
            closing.release();
        }
        ended = true;
    }

    boolean isClosing() {
        return closeAt != NONE;
    }

    /** Records the number of bytes that were passed to the connection. */
    void wrote(int bytes) {
        written.addAndGet(bytes);
    }

    /** Returns whether the connection is to be closed because its client is too slow. */
    boolean isOverdue(long now, ClientLimits limits) {
        long headers = headersSince;
        long closing = closeAt;
        boolean late = (closing != NONE && now - closing >= 0)
                || (headers != NONE && now - headers > limits.headers().toNanos());
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
