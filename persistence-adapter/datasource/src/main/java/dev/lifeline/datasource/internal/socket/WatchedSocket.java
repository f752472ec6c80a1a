package dev.lifeline.datasource.internal.socket;

import dev.lifeline.domain.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * Socket that records since when a read or write has been blocked. Closing it from another thread releases the blocked
 * thread. As thread-safe as its superclass.
 */
public final class WatchedSocket extends Socket {
    private static final long NOT_WAITING = 0;

    private final Ticker ticker;
    private final HostAddresses addresses;

    /** Start of the read in progress; one thread reads at a time. */
    private volatile long waitingSince = NOT_WAITING;

    /** Start of the part of a write in progress; one thread writes at a time. */
    private volatile long writingSince = NOT_WAITING;

    private volatile long reads;
    private volatile long writes;
    private volatile boolean replyOwed;

    /** @param addresses chooses the address of a host that has several */
    public WatchedSocket(Ticker ticker, HostAddresses addresses) throws IOException {
        this.ticker = ticker;
        this.addresses = addresses;
        KeepaliveOptions.set(this);
    }

    /** Connects to the current address of the host. */
    @Override
    public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
        boolean named = endpoint instanceof InetSocketAddress && timeoutMillis > 0;
        super.connect(named ? addresses.choose((InetSocketAddress) endpoint, timeoutMillis) : endpoint, timeoutMillis);
    }

    /** Returns for how long a read or write has been blocked, in nanoseconds; 0 if none is in progress. */
    public long waitingNanos() {
        return Math.max(nanosSince(waitingSince), nanosSince(writingSince));
    }

    private long nanosSince(long since) {
        return since == NOT_WAITING ? 0 : Math.max(1, ticker.nanos() - since);
    }

    /**
     * Returns whether a write is in progress. A write blocks while the buffers are full and the network accepts no
     * data.
     */
    public boolean isWriting() {
        return writingSince != NOT_WAITING;
    }

    /**
     * Returns the number of completed reads and parts of writes. While it does not change, no byte has been
     * transferred.
     */
    public long progress() {
        return reads + writes;
    }

    /**
     * Returns whether data was sent and none has been received since. A connection that only listens for notifications
     * is owed no reply; one that has received a part of a reply is owed the rest, which this method does not report.
     */
    public boolean isReplyOwed() {
        return replyOwed;
    }

    /** Returns whether received bytes are unread. Does not wait for a read in progress. */
    public boolean hasUnreadBytes() {
        try {
            return super.getInputStream().available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Closes the socket, which releases a thread that waits on it. Never fails. */
    public void cut() {
        Sockets.close(this);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new WatchedOutput(super.getOutputStream(), this);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new WatchedInput(super.getInputStream(), this);
    }

    /** Records that a thread starts to wait for bytes. */
    public void beginWait() {
        waitingSince = now();
    }

    private long now() {
        long now = ticker.nanos();
        return now == NOT_WAITING ? 1 : now;
    }

    /** Records that a thread starts to write a part. */
    void beginWrite() {
        replyOwed = true;
        writingSince = now();
    }

    /** Records that the part is written. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the writing thread writes this field
    void endWrite() {
        writingSince = NOT_WAITING;
        writes++;
    }

    /** Records that the thread has stopped waiting. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only the reading thread writes this field
    void endWait(boolean received) {
        waitingSince = NOT_WAITING;
        reads++;
        if (received) {
            replyOwed = false;
        }
    }
}
