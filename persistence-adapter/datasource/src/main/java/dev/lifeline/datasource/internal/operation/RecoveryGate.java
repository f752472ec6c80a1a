package dev.lifeline.datasource.internal.operation;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Gate at which threads wait while the database is unusable. Closed at first; recovery opens and closes it. Passing an
 * open gate costs one volatile read. Safe for use by several threads.
 */
public final class RecoveryGate {
    private volatile CountDownLatch barrier = new CountDownLatch(1);

    /** Creates a closed gate. */
    public RecoveryGate() {}

    /** Returns whether the gate is open. */
    public boolean isOpen() {
        return barrier.getCount() == 0;
    }

    /** Opens the gate and releases all waiting threads. */
    public synchronized void open() {
        barrier.countDown();
    }

    /** Closes the gate. */
    public synchronized void close() {
        if (isOpen()) {
            barrier = new CountDownLatch(1);
        }
    }

    /**
     * Waits until the gate is open, for at most the limit.
     *
     * @return whether the gate is open; false, with the interrupt flag set, if the thread was interrupted
     */
    public boolean await(Duration limit) {
        if (isOpen()) {
            return true;
        }
        try {
            return barrier.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
