package dev.lifeline.datasource.internal.thread;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts and ends threads. */
public final class DaemonThreads {

    private DaemonThreads() {}

    /** Returns a factory of daemon threads named {@code lifeline-ROLE-N}. */
    public static ThreadFactory called(String role) {
        return called("lifeline", role);
    }

    static ThreadFactory called(String prefix, String role) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + "-" + role + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Returns an executor with at most that many daemon threads. A thread ends after 10 s without work; tasks submitted
     * after shutdown are discarded.
     */
    static ScheduledExecutorService scheduled(ThreadFactory factory, int count) {
        var threads = new ScheduledThreadPoolExecutor(count, factory, new ThreadPoolExecutor.DiscardPolicy());
        threads.setKeepAliveTime(10, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Shuts down an executor: waits for running tasks up to the limit, then interrupts them. */
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
