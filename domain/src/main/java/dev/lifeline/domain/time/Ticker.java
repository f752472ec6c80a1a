package dev.lifeline.domain.time;

/**
 * A clock for measuring how long something took: it never jumps and has no meaning but in differences. Safe for use by
 * several threads.
 */
@FunctionalInterface
public interface Ticker {

    /** Nanoseconds since some fixed moment. */
    long nanos();

    /** The clock of this machine. */
    static Ticker system() {
        return System::nanoTime;
    }
}
