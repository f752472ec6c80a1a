package dev.lifeline.datasource.internal.operation;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells those who pause after a failure that the database was found well since, so that they need not wait any longer. Safe
 * for use by several threads.
 */
public final class RecoverySignal {
    private volatile CountDownLatch next = new CountDownLatch(1);

    /** A signal that was not given yet. */
    public RecoverySignal() {}

    /** The place of one who pauses: whatever is found out from now on concerns him. */
    public static final class Ticket {
        private final CountDownLatch signal;

        private Ticket(CountDownLatch signal) {
            this.signal = signal;
        }

        /** Waits for the signal, at most that long. */
        public void await(Duration limit) throws InterruptedException {
            boolean unused = signal.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** A place to wait at, to be taken before anybody is asked to look at the database. */
    public Ticket ticket() {
        return new Ticket(next);
    }

    /** The database was found well: everybody who has a ticket goes on. */
    public synchronized void give() {
        CountDownLatch given = next;
        next = new CountDownLatch(1);
        given.countDown();
    }
}
