package dev.lifeline.domain.connection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cancellation of the work of one caller that no longer wants the result, because its client closed the connection for
 * instance. Bound to a thread, it reaches the database operations that run on that thread: waits for the database or
 * for a connection end, a running statement is cancelled, and no further one begins. A COMMIT that was sent is not
 * cancelled; statements in autocommit mode are cancelled, so that such work should only read. Safe for use by several
 * threads.
 */
public final class CallerCancellation {
    private static final ThreadLocal<@Nullable CallerCancellation> CURRENT = new ThreadLocal<>();
    private static final CallerCancellation NEVER = new CallerCancellation();

    /** Most callers have at most one action at a time: that one takes no list. */
    private @Nullable Runnable first;

    private @Nullable List<Runnable> others;
    private volatile boolean cancelled;

    /** Creates a cancellation that was not requested yet. */
    public CallerCancellation() {}

    /** Returns what is bound to the calling thread; if nothing is, an instance that is never cancelled. */
    public static CallerCancellation current() {
        CallerCancellation bound = CURRENT.get();
        return bound == null ? NEVER : bound;
    }

    /** Runs work with this cancellation bound to the calling thread. Afterwards, the earlier one is bound again. */
    public void run(Runnable work) {
        CallerCancellation outer = CURRENT.get();
        CURRENT.set(this);
        try {
            work.run();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** Returns whether the caller no longer wants the result. Does not block. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Returns whether cancellation can be requested; false for the instance of threads to which none is bound. */
    public boolean isPossible() {
        return this != NEVER;
    }

    /**
     * Requests cancellation: runs the registered actions on the calling thread. Does not block. Only the first call has
     * an effect.
     */
    public synchronized void cancel() {
        if (cancelled || !isPossible()) {
            return;
        }
        cancelled = true;
        if (first != null) {
            first.run();
        }
        if (others != null) {
            others.forEach(Runnable::run);
        }
    }

    /**
     * Registers an action until {@link #remove}; runs it at once, and registers nothing, if cancellation was requested
     * before.
     *
     * @param action must not block and must not throw
     */
    public synchronized void onCancel(Runnable action) {
        if (cancelled) {
            action.run();
        } else if (isPossible()) {
            add(action);
        }
    }

    private void add(Runnable action) {
        if (first == null) {
            first = action;
            return;
        }
        if (others == null) {
            others = new ArrayList<>(2);
        }
        others.add(action);
    }

    /** Removes an action, which does not run afterwards. Blocks while it runs. Does nothing if it is not registered. */
    public synchronized void remove(Runnable action) {
        if (first == action) {
            first = null;
        } else if (others != null) {
            others.remove(action);
        }
    }

    /**
     * Runs a wait of the calling thread that cancellation interrupts. Must be used only for waits that an interrupt
     * does not harm: an interrupt may close a connection on which the thread waits. Clears the thread's interrupt flag
     * at the end if cancellation set it.
     */
    public <T, E extends Exception> T interrupting(Wait<T, E> wait) throws E {
        if (!isPossible()) {
            return wait.await();
        }
        var interrupt = new Interrupt();
        onCancel(interrupt);
        try {
            return wait.await();
        } finally {
            remove(interrupt);
            interrupt.clear();
        }
    }

    /** Wait of a thread that an interrupt ends. */
    @FunctionalInterface
    public interface Wait<T, E extends Exception> {
        /** Waits. */
        T await() throws E;
    }

    /** Interrupts the thread that made it. */
    private static final class Interrupt implements Runnable {
        private final Thread waiting = Thread.currentThread();
        private volatile boolean sent;

        @Override
        public void run() {
            sent = true;
            waiting.interrupt();
        }

        void clear() {
            if (sent) {
                boolean unused = Thread.interrupted();
            }
        }
    }
}
