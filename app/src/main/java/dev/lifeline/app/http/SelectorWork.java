package dev.lifeline.app.http;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Answers that are given where a request is read, mostly on the selector's thread. Whatever a client has sent ahead is handled
 * within the end of the request before it: after some in a row another thread goes on, or the stack would overflow. That thread's
 * queue has no bound of its own; there is one task for each connection at most. Safe for use by several threads.
 */
final class SelectorWork implements AutoCloseable {
    private static final int DEEPEST = 20;
    private static final long IDLE_SECONDS = 60;

    private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);
    private final ThreadPoolExecutor relief = new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            SelectorWork::thread,
            new ThreadPoolExecutor.DiscardPolicy()); // once closed, when the connections are about to be cut

    SelectorWork() {
        relief.allowCoreThreadTimeOut(true);
    }

    /** Runs what never blocks, now or soon. */
    void run(Runnable task) {
        int outer = depth.get();
        if (outer >= DEEPEST) {
            relief.execute(() -> run(task));
            return;
        }
        depth.set(outer + 1);
        try {
            task.run();
        } finally {
            depth.set(outer);
        }
    }

    @Override
    public void close() {
        relief.shutdownNow();
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "lifeline-http-relief");
        thread.setDaemon(true);
        return thread;
    }
}
