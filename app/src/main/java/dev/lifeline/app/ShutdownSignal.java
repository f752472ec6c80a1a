package dev.lifeline.app;

import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.app.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Request to end the process: SIGTERM, SIGINT, SIGHUP or a call of {@link System#exit}. A signal does not start the
 * JVM's shutdown: the main thread closes everything in order and then exits with code 0, so that other shutdown hooks
 * (the dump of a flight recording, the flush of an agent) run undisturbed after that. If the JVM does not pass signals
 * on, a shutdown hook delays the JVM's end until the main thread has closed everything; the exit code is then that of
 * the signal, 143 for SIGTERM. If the stop exceeds the limit, the process is halted with exit code 1. Usage:
 *
 * <pre>{@code
 * try (var signal = ShutdownSignal.install(limit)) {
 *     try (var service = start()) {
 *         signal.await();
 *     }
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
final class ShutdownSignal implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ShutdownSignal.class.getName());

    private final Duration limit;
    private final Runnable onRequest;
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private ShutdownSignal(Duration limit, Runnable onRequest) {
        this.limit = limit;
        this.onRequest = onRequest;
    }

    /**
     * Installs the handling of the signal.
     *
     * @param limit time for the stop after the signal
     */
    static ShutdownSignal install(Duration limit) {
        return install(limit, () -> {});
    }

    /**
     * Installs the handling of the signal for callers that do not {@link #await}.
     *
     * @param onRequest runs when the process is asked to end; must not block
     */
    static ShutdownSignal install(Duration limit, Runnable onRequest) {
        var signal = new ShutdownSignal(limit, onRequest);
        Runtime.getRuntime().addShutdownHook(new Thread(signal::holdUntilEnded, "lifeline-shutdown"));
        StopSignals.onEach(signal::request);
        return signal;
    }

    /**
     * Throws if the process was asked to end.
     *
     * @throws StopRequestedException if it was
     */
    void verifyNotRequested() {
        if (isRequested()) {
            throw new StopRequestedException();
        }
    }

    /** Returns whether the process was asked to end. */
    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Blocks until the process is asked to end. */
    void await() throws InterruptedException {
        requested.await();
    }

    /** Marks the stop as complete: the process may end. */
    @Override
    public void close() {
        ended.countDown();
    }

    /** Handles the first request only; a separate thread enforces the limit while the main thread stops the service. */
    private synchronized void request() {
        if (isRequested() || ended.getCount() == 0) {
            return;
        }
        requested.countDown();
        onRequest.run();
        Thread guard = new Thread(this::haltAfterLimit, "lifeline-shutdown-limit");
        guard.setDaemon(true);
        guard.start();
    }

    private void holdUntilEnded() {
        request();
        haltAfterLimit();
    }

    private void haltAfterLimit() {
        try {
            if (!ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.log(ERROR, "The service did not stop within {0} s and is halted", limit.toSeconds());
                Runtime.getRuntime().halt(ExitCode.FAILED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
