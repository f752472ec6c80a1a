package dev.lifeline.persistence.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Several concurrent clients that work on the same projects, each on a separate thread. */
public final class Callers {
    private static final long PATIENCE_MILLIS = 120_000;

    private final List<Thread> threads = new ArrayList<>();

    private Callers() {}

    /**
     * Starts the clients.
     *
     * @param proceed whether to send another request
     */
    public static Callers start(int count, Subject subject, History history, Random random, BooleanSupplier proceed) {
        Callers callers = new Callers();
        for (int i = 0; i < count; i++) {
            Caller caller = new Caller("caller-" + i, subject, history, new Random(random.nextLong()));
            Thread thread = new Thread(() -> work(caller, history, proceed), "caller-" + i);
            thread.setDaemon(true);
            callers.threads.add(thread);
            thread.start();
        }
        return callers;
    }

    /** Records unexpected exceptions as violations, so that they are not lost with the thread. */
    private static void work(Caller caller, History history, BooleanSupplier proceed) {
        try {
            while (proceed.getAsBoolean()) {
                caller.doSomething();
            }
        } catch (RuntimeException | Error e) {
            history.violation("unexpected exception: " + e);
        }
    }

    /** Waits until all clients have finished. */
    public void join() {
        try {
            for (Thread thread : threads) {
                thread.join(PATIENCE_MILLIS);
                if (thread.isAlive()) {
                    throw new AssertionError(thread.getName() + " never gets a response");
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
