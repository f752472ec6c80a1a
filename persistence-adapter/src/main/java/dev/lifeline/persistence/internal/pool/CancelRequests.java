package dev.lifeline.persistence.internal.pool;

import dev.lifeline.persistence.internal.thread.Daemons;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that send cancel requests to the server, each over a connection of its own. There is one request at most for each
 * borrowed connection. Safe for use by several threads.
 */
final class CancelRequests implements Executor, AutoCloseable {
    /** A request to a well server takes milliseconds. */
    private static final int THREADS = 2;

    private final ThreadPoolExecutor threads;

    CancelRequests() {
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Daemons.called("cancel-request"));
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy()); // closed: all connections end soon
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable request) {
        threads.execute(request);
    }

    /** Ends the requests under way without waiting for them. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
