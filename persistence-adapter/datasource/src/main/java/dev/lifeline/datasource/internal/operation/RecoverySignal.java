package dev.lifeline.datasource.internal.operation;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Signals to operations that pause after a failure that the database was found healthy again, so that they can proceed.
 * Safe for use by several threads.
 */
public final class RecoverySignal {
    private volatile CountDownLatch next = new CountDownLatch(1);

    /** Creates a signal. */
    public RecoverySignal() {}

    /** Receives the first signal given after the ticket was created. */
    public static final class Ticket {
        private final CountDownLatch signal;

        private Ticket(CountDownLatch signal) {
            this.signal = signal;
        }

        /** Waits for the signal, for at most the limit. */
        public void await(Duration limit) throws InterruptedException {
            boolean unused = signal.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Returns a ticket. Must be called before a check is requested, so that its result is not missed. */
    public Ticket ticket() {
        return new Ticket(next);
    }

    /** Signals that the database was found healthy: releases all threads that wait with a ticket. */
    public synchronized void give() {
        CountDownLatch given = next;
        next = new CountDownLatch(1);
        given.countDown();
    }
}
