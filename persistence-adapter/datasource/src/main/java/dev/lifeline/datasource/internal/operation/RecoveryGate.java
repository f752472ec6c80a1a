package dev.lifeline.datasource.internal.operation;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Where work waits while the database cannot be used: closed at first, opened and closed as the recovery goes. Passing an
 * open gate costs one volatile read. Safe for use by several threads.
 */
public final class RecoveryGate {
    private volatile CountDownLatch barrier = new CountDownLatch(1);

    /** A closed gate. */
    public RecoveryGate() {}

    /** Whether nobody has to wait. */
    public boolean isOpen() {
        return barrier.getCount() == 0;
    }

    /** Lets everybody pass, those who wait included. */
    public synchronized void open() {
        barrier.countDown();
    }

    /** Makes everybody wait from now on. */
    public synchronized void close() {
        if (isOpen()) {
            barrier = new CountDownLatch(1);
        }
    }

    /**
     * Waits until the gate is open, at most that long.
     *
     * @return whether it is open; false too if the thread was interrupted, whose flag is then set again
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
