package dev.lifeline.datasource.internal.recovery;

import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.domain.connection.ConnectionEvent.EnginePart;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Keeps recovery alive: replaces a worker that hangs, begins checks that were forgotten, and has the sentinel replaced if that
 * hangs. The sentinel calls {@link #replaceEngineIfStuck}; the worker's thread does the rest. Safe for use by several threads.
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
     * @param stuckAfter how long the worker may be busy with one piece of work, except for a change of the schema
     * @param sentinel replaces the sentinel if that hangs, and returns whether it did
     * @param newPassword returns whether a login may succeed that was refused before
     * @param restarts notified of what was replaced
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

    /** Begins to check the database and to supervise. */
    void start() {
        RecoveryWorker current = worker;
        current.repeat(() -> supervise(current), PAUSE);
        current.checkAgain();
    }

    /** Returns the worker in charge. */
    RecoveryWorker worker() {
        return worker;
    }

    /** One part that fails, for want of threads for example, must not end the others or the repetition. */
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
            LOG.log(ERROR, "Supervision failed; it is repeated", failure);
        } catch (Throwable e) {
            // A broken log must not end the repetition.
        }
    }

    private void replaceSentinelIfStuck() {
        if (sentinel.getAsBoolean()) {
            restarts.accept(EnginePart.SENTINEL);
        }
    }

    /** Refused credentials are tried ever more rarely, so that no account is locked; other credentials are tried at once. */
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

    /** Ends checks and supervision. Waits for a check under way for up to 10 s. */
    @Override
    public void close() {
        synchronized (this) {
            ended = true;
        }
        worker.close();
    }
}
