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
 * A socket that knows since when somebody waits for bytes from it, whoever that is. Closing it from another thread frees the
 * one that waits. Safe for use by several threads, as far as sockets are.
 */
public final class WatchedSocket extends Socket {
    private static final long NOBODY_WAITS = 0;

    private final Ticker ticker;
    private final HostAddresses addresses;

    /** When the read that is under way began; one thread writes at a time. */
    private volatile long waitingSince = NOBODY_WAITS;

    private volatile long reads;
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

    /** For how long somebody has been waiting for bytes, in nanoseconds; 0 if nobody is. */
    public long waitingNanos() {
        long since = waitingSince;
        return since == NOBODY_WAITS ? 0 : Math.max(1, ticker.nanos() - since);
    }

    /** How many waits have ended so far: while it stays the same, no byte has come. */
    public long reads() {
        return reads;
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
        long now = ticker.nanos();
        waitingSince = now == NOBODY_WAITS ? 1 : now;
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
            replyOwed = true;
            out.write(value);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            replyOwed = true;
            out.write(source, offset, length);
        }
    }
}
