package dev.lifeline.app.http.thread;

import dev.lifeline.app.request.RequestTarget;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Starts a new thread for every request, so that blocked requests never delay another one. Requests for projects, which
 * wait for the database, have a limited number of threads, since the stack of each is on the heap; further ones wait
 * without a thread, as many as the limit of requests permits. Safe for use by several threads.
 */
final class ThreadPerRequest implements RequestExecutor {
    private static final String PROJECTS = "/api/projects";

    /** A request that waits for the database takes 10 to 20 kB more with a thread than without. */
    private static final long HEAP_PER_THREAD = 256 * 1024;

    private static final int FEWEST = 16;

    private final ThreadFactory factory;
    private final int threads;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int busy;
    private volatile boolean closed;

    /** @param threads maximum number of requests for projects that have a thread */
    ThreadPerRequest(ThreadFactory factory, int threads) {
        this.factory = factory;
        this.threads = threads;
    }

    /** Returns the number of threads for requests that wait for the database, for a heap of the given size. */
    static int threadsOf(long heap) {
        return (int) Math.max(FEWEST, Math.min(Integer.MAX_VALUE, heap / HEAP_PER_THREAD));
    }

    @Override
    public boolean dispatch(String path, Runnable task) {
        if (closed) {
            return false;
        }
        if (!RequestTarget.matched(path).startsWith(PROJECTS)) {
            factory.newThread(() -> run(task)).start();
        } else if (hasThread(task)) {
            startLimited(task);
        }
        return true;
    }

    /** Returns whether a thread may start for the task; otherwise queues the task until another one has ended. */
    private synchronized boolean hasThread(Runnable task) {
        if (busy == threads) {
            waiting.add(task);
            return false;
        }
        busy++;
        return true;
    }

    private void startLimited(Runnable task) {
        Runnable limited = () -> {
            try {
                run(task);
            } finally {
                startNext();
            }
        };
        factory.newThread(limited).start();
    }

    private void startNext() {
        Runnable next = nextThatWaits();
        if (next != null) {
            startLimited(next);
        }
    }

    private synchronized @Nullable Runnable nextThatWaits() {
        Runnable next = waiting.poll();
        if (next == null) {
            busy--;
        }
        return next;
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
