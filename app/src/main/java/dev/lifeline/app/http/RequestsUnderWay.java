package dev.lifeline.app.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the requests that have a thread or wait for one. Grizzly's own count never drops an event stream after its
 * client has disconnected: a stop that waited for that count would take the whole grace. Safe for use by several
 * threads.
 */
final class RequestsUnderWay {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();
    private int count;
    private volatile boolean hungUp;

    /** Counts a request until its task has run or is {@linkplain #leave abandoned}, and returns the task to run. */
    Runnable enter(Runnable task) {
        lock.lock();
        try {
            count++;
        } finally {
            lock.unlock();
        }
        return () -> {
            try {
                task.run();
            } finally {
                leave();
            }
        };
    }

    /** Records that a task passed to {@link #enter} will not run. */
    void leave() {
        lock.lock();
        try {
            count--;
            if (count == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of requests in flight. */
    int count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Records that the client had disconnected before its request was handled. */
    void clientHungUp() {
        hungUp = true;
    }

    /** Returns whether Grizzly's count may include requests that have ended. */
    boolean hasAnyHungUp() {
        return hungUp;
    }

    /**
     * Waits until no request is in flight. Returns the rest of the limit, or empty if requests remain when it has
     * passed.
     */
    Optional<Duration> awaitNone(Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while (count > 0 && left > 0) {
                left = none.awaitNanos(left);
            }
            return count > 0 ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, left)));
        } finally {
            lock.unlock();
        }
    }
}
