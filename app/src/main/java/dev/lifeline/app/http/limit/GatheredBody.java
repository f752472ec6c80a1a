package dev.lifeline.app.http.limit;

import java.util.Arrays;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.memory.Buffers;

/**
 * A request body that arrives in several parts. Its bytes are confined to the thread that reads the connection; the
 * rest is safe for use by several threads.
 */
final class GatheredBody {
    /**
     * Memory that a request with an incomplete body takes in addition to the body: its parsed headers, and the buffer
     * into which they were read.
     */
    static final int OVERHEAD = 16 * 1024;

    private static final int SMALLEST = 1024;

    private final HttpRequestPacket request;
    private final FilterChainContext context;
    private final long begun;
    private volatile byte[] bytes = {};
    private volatile int length;
    /** This field and the next one are guarded by the budget. */
    private int reserved;

    private volatile boolean dropped;
    private volatile boolean refused;

    /** @param context place in the filter chain at which processing resumes when the body is complete */
    GatheredBody(HttpRequestPacket request, FilterChainContext context, long begun) {
        this.request = request;
        this.context = context;
        this.begun = begun;
    }

    HttpRequestPacket request() {
        return request;
    }

    FilterChainContext context() {
        return context;
    }

    Connection<?> connection() {
        return context.getConnection();
    }

    /** Returns when its first part arrived, on the clock of the budget. */
    long begun() {
        return begun;
    }

    int length() {
        return length;
    }

    boolean isTooSlow(long now, ClientLimits limits) {
        long elapsed = now - begun;
        return elapsed > limits.body().toNanos() || limits.isTooSlow(length, elapsed);
    }

    /** Returns how much more memory the given number of further bytes needs. Grows in steps, up to the limit. */
    int growthFor(int more, int max) {
        int needed = length + more;
        if (needed <= bytes.length) {
            return 0;
        }
        long announced = request.getContentLength();
        int most = announced > 0 ? (int) Math.min(announced, max) : max;
        return Math.max(needed, Math.min(most, Math.max(SMALLEST, 2 * bytes.length))) - bytes.length;
    }

    void append(Buffer part, int growth) {
        int more = part.remaining();
        int end = length + more;
        byte[] target = growth > 0 ? Arrays.copyOf(bytes, bytes.length + growth) : bytes;
        if (target.length < end) {
            return; // dropped meanwhile
        }
        part.get(target, length, more);
        length = end;
        bytes = dropped ? new byte[0] : target;
    }

    Buffer content() {
        return Buffers.wrap(connection().getMemoryManager(), bytes, 0, length);
    }

    void reserved(int more) {
        reserved += more;
    }

    /** Ignores further bytes of the body. */
    void refuse() {
        refused = true;
    }

    boolean isRefused() {
        return refused;
    }

    boolean isDropped() {
        return dropped;
    }

    /** Discards the bytes; returns the memory that was reserved for them. */
    int drop() {
        dropped = true;
        bytes = new byte[0];
        int freed = reserved;
        reserved = 0;
        return freed;
    }
}
