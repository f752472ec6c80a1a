package dev.lifeline.app.http;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that other threads take, to run now or later. Safe for use by several threads. */
final class CountedThreads implements RequestThreads {
    private final RequestThreads threads;
    private final AtomicInteger taken = new AtomicInteger();

    CountedThreads(RequestThreads threads) {
        this.threads = threads;
    }

    int taken() {
        return taken.get();
    }

    @Override
    public boolean isQuick(String path) {
        return threads.isQuick(path);
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
