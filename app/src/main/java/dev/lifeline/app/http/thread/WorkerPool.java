package dev.lifeline.app.http.thread;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads and bounded queue for one kind of request. Other kinds of requests cannot occupy these threads. Safe for use
 * by several threads.
 */
final class WorkerPool implements AutoCloseable {
    private static final long IDLE_SECONDS = 60;

    private final ThreadPoolExecutor executor;

    WorkerPool(String name, int threads, int queue) {
        executor = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queue), named(name));
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs the task on a thread of this pool, or queues it. Never blocks; returns false if the pool is full or closed.
     */
    boolean offer(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        } catch (OutOfMemoryError noThread) { // the system has no more of them; the task may be in the queue
            executor.remove(task);
            return false;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static ThreadFactory named(String name) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, "lifeline-http-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
