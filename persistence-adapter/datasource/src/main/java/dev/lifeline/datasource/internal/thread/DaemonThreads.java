package dev.lifeline.datasource.internal.thread;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How threads begin and end. */
public final class DaemonThreads {

    private DaemonThreads() {}

    /** Makes daemon threads called {@code lifeline-ROLE-N}. */
    public static ThreadFactory called(String role) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "lifeline-" + role + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Takes no more work, waits for what is under way as long as the limit says, and interrupts it then. */
    public static void end(ExecutorService threads, Duration limit) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
