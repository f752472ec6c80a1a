package dev.lifeline.app.http;

import dev.lifeline.app.http.thread.RequestExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that other threads take, to run now or later. Safe for use by several threads. */
final class CountingRequestExecutor implements RequestExecutor {
    private final RequestExecutor threads;
    private final AtomicInteger taken = new AtomicInteger();

    CountingRequestExecutor(RequestExecutor threads) {
        this.threads = threads;
    }

    int taken() {
        return taken.get();
    }

    @Override
    public boolean dispatch(String path, Runnable task) {
        boolean accepted = threads.dispatch(path, task);
        if (accepted) {
            taken.incrementAndGet();
        }
        return accepted;
    }

    @Override
    public void close() {
        threads.close();
    }
}
