package dev.lifeline.datasource.internal.socket;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Output of a socket that records for how long a write has been blocked. For one thread at a time. */
final class WatchedOutput extends FilterOutputStream {
    /**
     * Size of the parts into which writes are split, so that a large write shows progress. Equals the maximum size of
     * TLS records.
     */
    private static final int PART = 16 << 10;

    private final WatchedSocket socket;

    WatchedOutput(OutputStream out, WatchedSocket socket) {
        super(out);
        this.socket = socket;
    }

    @Override
    public void write(int value) throws IOException {
        socket.beginWrite();
        try {
            out.write(value);
        } finally {
            socket.endWrite();
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
        socket.beginWrite();
        try {
            out.write(source, offset, length);
        } finally {
            socket.endWrite();
        }
    }
}
