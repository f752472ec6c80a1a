package dev.lifeline.app.http.thread;

/**
 * Runs short requests on the thread that read them, mostly the selector's. When a request ends, the next pipelined
 * request is handled in the same call. After some nested requests another thread continues, so that the stack does not
 * overflow. The queue of that thread is unbounded, but holds at most one task for each connection. Safe for use by
 * several threads.
 */
public final class SelectorTasks implements AutoCloseable {
    private static final int DEEPEST = 20;

    private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);
    private final WorkerPool relief = new WorkerPool("relief", 1, Integer.MAX_VALUE);

    /**
     * Runs a task that never blocks, now or soon. After the close, does not run it, because the connections are about
     * to be closed.
     */
    public void run(Runnable task) {
        int outer = depth.get();
        if (outer >= DEEPEST) {
            relief.offer(() -> run(task));
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
        relief.close();
    }
}
