package dev.lifeline.domain.connection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the work of one caller that the caller no longer wants the result, because its client closed the connection for
 * instance. Bound to a thread, it reaches the database operations that run on that thread: waits for the database or for a
 * connection end at once, a running statement is cancelled, and no further one begins. A transaction is not cancelled once its
 * COMMIT was sent; statements in autocommit mode are cancelled, so that such work should only read. Safe for use by several
 * threads.
 */
public final class CallerCancellation {
    private static final ThreadLocal<@Nullable CallerCancellation> CURRENT = new ThreadLocal<>();
    private static final CallerCancellation NEVER = new CallerCancellation();
    private static final Registration NOTHING = () -> {};

    private final List<Runnable> actions = new ArrayList<>(1);
    private volatile boolean cancelled;

    /** A cancellation that was not requested yet. */
    public CallerCancellation() {}

    /** An action that runs on cancellation, until this is closed. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        /** Removes the action. Blocks while the action runs. */
        @Override
        void close();
    }

    /** Returns what is bound to the calling thread; if nothing is, an instance that is never cancelled. */
    public static CallerCancellation current() {
        CallerCancellation bound = CURRENT.get();
        return bound == null ? NEVER : bound;
    }

    /** Runs work with this bound to the calling thread in the place of what was bound before. */
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

    /** Returns whether the caller no longer wants the result. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Requests cancellation: runs the registered actions on the calling thread. Does not block. Only the first call has an effect. */
    public void cancel() {
        synchronized (actions) {
            if (!cancelled && this != NEVER) {
                cancelled = true;
                actions.forEach(Runnable::run);
            }
        }
    }

    /**
     * Registers an action for the time of a wait or a statement; runs it at once if cancellation was requested before.
     *
     * @param action must not block and must not throw
     */
    public Registration onCancel(Runnable action) {
        if (this == NEVER) {
            return NOTHING;
        }
        synchronized (actions) {
            if (cancelled) {
                action.run();
                return NOTHING;
            }
            actions.add(action);
        }
        return () -> remove(action);
    }

    /**
     * Runs a wait of the calling thread that cancellation interrupts. Only for waits that an interrupt does no harm to: one inside
     * a JDBC driver closes its connection. Clears the thread's interrupt flag at the end if cancellation set it.
     */
    public <T, E extends Exception> T interrupting(Wait<T, E> wait) throws E {
        if (this == NEVER) {
            return wait.await();
        }
        var interrupt = new Interrupt();
        Registration registration = onCancel(interrupt);
        try {
            return wait.await();
        } finally {
            registration.close();
            interrupt.clear();
        }
    }

    /** Something that a thread waits for, and that ends when the thread is interrupted. */
    @FunctionalInterface
    public interface Wait<T, E extends Exception> {
        /** Waits. */
        T await() throws E;
    }

    private void remove(Runnable action) {
        synchronized (actions) {
            actions.remove(action);
        }
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
