package dev.lifeline.datasource.internal.socket;

import dev.lifeline.domain.time.Ticker;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * A socket that records since when a read or a write on it has been blocked. Closing it from another thread frees the blocked
 * thread. Safe for use by several threads, as far as sockets are.
 */
public final class WatchedSocket extends Socket {
    private static final long NOBODY_WAITS = 0;

    /** A write is split into parts of this many bytes, so that a large one shows progress. TLS sends records of this size. */
    private static final int PART = 16 << 10;

    private final Ticker ticker;
    private final HostAddresses addresses;

    /** When the read that is under way began; one thread writes at a time. */
    private volatile long waitingSince = NOBODY_WAITS;

    /** When the part of a write that is under way began; one thread writes at a time. */
    private volatile long writingSince = NOBODY_WAITS;

    private volatile long reads;
    private volatile long writes;
    private volatile boolean replyOwed;

    /**
     * @param addresses choose the address of a host that has several
     */
    public WatchedSocket(Ticker ticker, HostAddresses addresses) throws IOException {
        this.ticker = ticker;
        this.addresses = addresses;
        KeepaliveOptions.set(this);
    }

    /** Connects to whichever address the host has now. */
    @Override
    public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
        boolean named = endpoint instanceof InetSocketAddress && timeoutMillis > 0;
        super.connect(named ? addresses.choose((InetSocketAddress) endpoint, timeoutMillis) : endpoint, timeoutMillis);
    }

    /** Returns for how long a read or a write has been blocked, in nanoseconds; 0 if none is under way. */
    public long waitingNanos() {
        return Math.max(nanosSince(waitingSince), nanosSince(writingSince));
    }

    private long nanosSince(long since) {
        return since == NOBODY_WAITS ? 0 : Math.max(1, ticker.nanos() - since);
    }

    /** Returns whether a write is under way. It blocks while the network takes nothing and the buffers are full. */
    public boolean isWriting() {
        return writingSince != NOBODY_WAITS;
    }

    /** Returns how many reads and parts of writes have ended. While it stays the same, no byte has moved. */
    public long progress() {
        return reads + writes;
    }

    /** Whether something was sent, and nothing has come since. Who listens for what nobody asked for is owed no reply. */
    public boolean isReplyOwed() {
        return replyOwed;
    }

    /** Whether bytes have arrived that no read took yet, of any message or TLS record. Does not wait for a read under way. */
    public boolean hasUnreadBytes() {
        try {
            return super.getInputStream().available() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Closes the socket, which frees a thread that waits on it. Never fails. */
    public void cut() {
        Sockets.close(this);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new WatchedOutput(super.getOutputStream());
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new WatchedInput(super.getInputStream());
    }

    /** A thread is about to wait for bytes. */
    public void beginWait() {
        waitingSince = now();
    }

    private long now() {
        long now = ticker.nanos();
        return now == NOBODY_WAITS ? 1 : now;
    }

    private void beginWrite() {
        replyOwed = true;
        writingSince = now();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the one thread that writes bytes writes it
    private void endWrite() {
        writingSince = NOBODY_WAITS;
        writes++;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the one thread that reads writes it
    private void endWait(boolean received) {
        waitingSince = NOBODY_WAITS;
        reads++;
        if (received) {
            replyOwed = false;
        }
    }

    /** Some volatile writes and one look at the clock for each read, which is a system call anyway. */
    private final class WatchedInput extends FilterInputStream {

        WatchedInput(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = -1;
            beginWait();
            try {
                value = super.read();
                return value;
            } finally {
                endWait(value >= 0);
            }
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = -1;
            beginWait();
            try {
                count = super.read(target, offset, length);
                return count;
            } finally {
                endWait(count > 0);
            }
        }
    }

    private final class WatchedOutput extends FilterOutputStream {

        WatchedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            beginWrite();
            try {
                out.write(value);
            } finally {
                endWrite();
            }
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            int end = offset + length;
            for (int at = offset; at < end; at += PART) {
                writePart(source, at, Math.min(PART, end - at));
            }
        }

        private void writePart(byte[] source, int offset, int length) throws IOException {
            beginWrite();
            try {
                out.write(source, offset, length);
            } finally {
                endWrite();
            }
        }
    }
}
