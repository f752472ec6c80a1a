package dev.lifeline.app.request;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Identifier of a request, in its answer and in the log lines of its thread. Safe for use by several threads. */
public final class RequestId {
    /** Header of requests and responses with the identifier. */
    public static final String HEADER = "X-Request-Id";

    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int RADIX = 36;

    /** Distinguishes processes, so that equal request numbers of two processes give different identifiers. */
    private static final String PROCESS =
            Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 41), RADIX) + "-";

    private static final AtomicLong LAST = new AtomicLong();
    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private RequestId() {}

    /** Returns the client's identifier if it has at most 64 letters, digits and any of {@code ._-}; else a new one. */
    public static String of(@Nullable String given) {
        return given != null && ACCEPTED.matcher(given).matches()
                ? given
                : PROCESS + Long.toString(LAST.incrementAndGet(), RADIX);
    }

    /** Returns the identifier of the request that the calling thread handles, or null. */
    public static @Nullable String current() {
        return CURRENT.get();
    }

    /** Begins the request on the calling thread. */
    public static void begin(String id) {
        CURRENT.set(id);
    }

    /** Ends the request on the calling thread. */
    public static void end() {
        CURRENT.remove();
    }
}
