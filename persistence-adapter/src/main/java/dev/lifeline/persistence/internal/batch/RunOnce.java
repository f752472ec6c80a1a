package dev.lifeline.persistence.internal.batch;

import java.util.concurrent.atomic.AtomicBoolean;

/** An action that has an effect the first time only. Safe for use by several threads. */
final class RunOnce implements Runnable {
    private final Runnable action;
    private final AtomicBoolean done = new AtomicBoolean();

    RunOnce(Runnable action) {
        this.action = action;
    }

    @Override
    public void run() {
        if (!done.getAndSet(true)) {
            action.run();
        }
    }
}
