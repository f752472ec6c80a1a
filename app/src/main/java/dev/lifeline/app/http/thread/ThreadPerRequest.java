package dev.lifeline.app.http.thread;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/**
 * Starts a new thread for every request other than those of probes, so that blocked requests never delay another one.
 * The number of requests is limited elsewhere. Safe for use by several threads.
 */
final class ThreadPerRequest implements RequestExecutor {
    private final ThreadFactory factory;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ThreadPerRequest(ThreadFactory factory) {
        this.factory = factory;
    }

    @Override
    public boolean dispatch(String path, Runnable task) {
        if (closed) {
            return false;
        }
        try {
            factory.newThread(() -> run(task)).start();
            return true;
        } catch (OutOfMemoryError noThread) { // the system has no more of them, or no memory
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        running.forEach(Thread::interrupt);
    }

    private void run(Runnable task) {
        running.add(Thread.currentThread());
        if (closed) { // the other threads were interrupted before this one was registered
            Thread.currentThread().interrupt();
        }
        try {
            task.run();
        } finally {
            running.remove(Thread.currentThread());
        }
    }
}
