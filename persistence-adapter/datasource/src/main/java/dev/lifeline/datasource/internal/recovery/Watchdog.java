package dev.lifeline.datasource.internal.recovery;

import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.domain.connection.ConnectionEvent.EnginePart;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Keeps the recovery running: replaces a hung worker, starts lost checks, and replaces a hung sentinel. The sentinel
 * calls {@link #replaceEngineIfStuck}; the worker's thread does the rest. Safe for use by several threads.
 */
final class Watchdog implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Duration stuckAfter;
    private final BooleanSupplier sentinel;
    private final BooleanSupplier newPassword;
    private final Consumer<EnginePart> restarts;
    private volatile RecoveryWorker worker;
    private boolean ended;

    /**
     * @param stuckAfter longest time for one task of the worker, except for a schema setup
     * @param sentinel replaces the sentinel if it hangs, and returns whether it did
     * @param newPassword returns whether the password has changed since it was refused
     * @param restarts receives each part that was restarted
     */
    Watchdog(
            RecoveryWorker first,
            Duration stuckAfter,
            BooleanSupplier sentinel,
            BooleanSupplier newPassword,
            Consumer<EnginePart> restarts) {
        this.worker = first;
        this.stuckAfter = stuckAfter;
        this.sentinel = sentinel;
        this.newPassword = newPassword;
        this.restarts = restarts;
    }

    /** Starts checks and supervision. */
    void start() {
        RecoveryWorker current = worker;
        current.repeat(() -> supervise(current), PAUSE);
        current.checkAgain();
    }

    /** Returns the current worker. */
    RecoveryWorker worker() {
        return worker;
    }

    /**
     * Runs each part guarded: a failure, such as a lack of threads, must end neither the other parts nor the
     * repetition.
     */
    private void supervise(RecoveryWorker current) {
        guarded(this::replaceSentinelIfStuck);
        guarded(() -> checkIfPasswordChanged(current));
        guarded(current::checkIfForgotten);
    }

    private static void guarded(Runnable part) {
        try {
            part.run();
        } catch (Throwable e) {
            log(e);
        }
    }

    private static void log(Throwable failure) {
        try {
            LOG.log(ERROR, "Supervision failed; it runs again after 1 s", failure);
        } catch (Throwable e) {
            // A failure of the log must not end the repetition.
        }
    }

    private void replaceSentinelIfStuck() {
        if (sentinel.getAsBoolean()) {
            restarts.accept(EnginePart.SENTINEL);
        }
    }

    /**
     * Starts a check if the password has changed. Refused credentials are otherwise retried at increasing intervals, so
     * that no account is locked.
     */
    private void checkIfPasswordChanged(RecoveryWorker current) {
        if (current.isMisconfigured() && newPassword.getAsBoolean()) {
            current.checkAgain();
        }
    }

    /** Replaces the worker if its thread hangs or could not be started. */
    void replaceEngineIfStuck() {
        RecoveryWorker stuck = worker;
        if (!stuck.isStuckFor(stuckAfter)) {
            return;
        }
        synchronized (this) {
            if (ended || worker != stuck) {
                return;
            }
            worker = stuck.successor();
        }
        start();
        restarts.accept(EnginePart.RECOVERY);
    }

    /** Ends checks and supervision. Waits for a running check for up to 10 s. */
    @Override
    public void close() {
        synchronized (this) {
            ended = true;
        }
        worker.close();
    }
}
