package dev.lifeline.datasource.internal.socket;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Input of a socket that records waits. Costs some volatile writes and one clock read per read, which is a system call
 * anyway. For one thread at a time.
 */
final class WatchedInput extends FilterInputStream {
    private static final int SKIPPED_AT_ONCE = 16 << 10;

    private final WatchedSocket socket;

    WatchedInput(InputStream in, WatchedSocket socket) {
        super(in);
        this.socket = socket;
    }

    @Override
    public int read() throws IOException {
        int value = -1;
        socket.beginWait();
        try {
            value = super.read();
            return value;
        } finally {
            socket.endWait(value >= 0);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = -1;
        socket.beginWait();
        try {
            count = super.read(target, offset, length);
            return count;
        } finally {
            socket.endWait(count > 0);
        }
    }

    /**
     * Skips at least one byte, or fails at the end of the stream: pgjdbc 42.7.14 calls this until a whole message is
     * skipped, so a skip of zero bytes at the end would occupy its thread forever.
     */
    @Override
    public long skip(long count) throws IOException {
        if (count <= 0) {
            return 0;
        }
        int skipped = read(new byte[(int) Math.min(count, SKIPPED_AT_ONCE)]);
        if (skipped < 0) {
            throw new EOFException("The connection was closed within a message");
        }
        return skipped;
    }
}
