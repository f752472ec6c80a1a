package dev.lifeline.persistence.internal.thread;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How threads begin and end. */
public final class Daemons {

    private Daemons() {}

    /** Makes daemon threads called {@code lifeline-ROLE-N}. */
    public static ThreadFactory called(String role) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, "lifeline-" + role + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Makes at most that many daemon threads, which end after 10 s without work, and drop what comes after shutdown. */
    public static ScheduledExecutorService scheduled(String role, int count) {
        var threads = new ScheduledThreadPoolExecutor(count, called(role), new ThreadPoolExecutor.DiscardPolicy());
        threads.setKeepAliveTime(10, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        return threads;
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
