package dev.lifeline.persistence.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Several callers at work on the same projects, each on a thread of its own. */
public final class Callers {
    private static final long PATIENCE_MILLIS = 120_000;

    private final List<Thread> threads = new ArrayList<>();

    private Callers() {}

    /**
     * Starts them.
     *
     * @param goOn whether to go on with another request
     */
    public static Callers start(int count, Subject subject, History history, Random random, BooleanSupplier goOn) {
        Callers callers = new Callers();
        for (int i = 0; i < count; i++) {
            Caller caller = new Caller("caller-" + i, subject, history, new Random(random.nextLong()));
            Thread thread = new Thread(() -> work(caller, history, goOn), "caller-" + i);
            thread.setDaemon(true);
            callers.threads.add(thread);
            thread.start();
        }
        return callers;
    }

    /** What a caller did not expect must not be lost with its thread. */
    private static void work(Caller caller, History history, BooleanSupplier goOn) {
        try {
            while (goOn.getAsBoolean()) {
                caller.doSomething();
            }
        } catch (RuntimeException | Error e) {
            history.violation("an answer that nobody expected: " + e);
        }
    }

    /** Waits until all are done. */
    public void join() {
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE_MILLIS);
                if (thread.isAlive()) {
                    throw new AssertionError(thread.getName() + " is never answered");
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
