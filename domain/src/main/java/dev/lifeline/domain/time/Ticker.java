package dev.lifeline.domain.time;

/**
 * Monotonic clock for measuring durations: it never jumps, and only differences are meaningful. Safe for use by several
 * threads.
 */
@FunctionalInterface
public interface Ticker {

    /** Returns nanoseconds since an arbitrary fixed moment. */
    long nanos();

    /** Returns the monotonic clock of this JVM. */
    static Ticker system() {
        return System::nanoTime;
    }
}
