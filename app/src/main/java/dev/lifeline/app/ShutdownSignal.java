package dev.lifeline.app;

import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.app.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits until somebody asks the process to end (SIGTERM, SIGINT, SIGHUP). The JVM would then end as soon as its hooks have,
 * with the exit code of the signal; our hook holds it until the main thread has stopped everything in order, for a limited
 * time, and ends it with exit code 0. To be used as
 *
 * <pre>{@code
 * try (var signal = ShutdownSignal.install(limit)) {
 *     try (var service = start()) {
 *         signal.await();
 *     }
 *     signal.stoppedInOrder();
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
    private volatile int exitCode = ExitCode.FAILED;

    private ShutdownSignal(Duration limit, Runnable onRequest) {
        this.limit = limit;
        this.onRequest = onRequest;
    }

    /**
     * From now on the process ends in order.
     *
     * @param limit how long that may take after the signal
     */
    static ShutdownSignal install(Duration limit) {
        return install(limit, () -> {});
    }

    /**
     * Likewise, for who does not {@link #await}.
     *
     * @param onRequest what to do when the process is asked to end; must not block
     */
    static ShutdownSignal install(Duration limit, Runnable onRequest) {
        var signal = new ShutdownSignal(limit, onRequest);
        Runtime.getRuntime().addShutdownHook(new Thread(signal::holdUntilEnded, "lifeline-shutdown"));
        return signal;
    }

    /**
     * Goes on only if nobody has asked the process to end.
     *
     * @throws StopRequestedException if somebody has
     */
    void verifyNotRequested() {
        if (isRequested()) {
            throw new StopRequestedException();
        }
    }

    /** Whether somebody has asked the process to end. */
    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** Blocks until the process is asked to end. */
    void await() throws InterruptedException {
        requested.await();
    }

    /** Everything is stopped: the exit code is to be 0. */
    void stoppedInOrder() {
        exitCode = ExitCode.OK;
    }

    /** Nothing is left to wait for: the process may end. */
    @Override
    public void close() {
        ended.countDown();
    }

    private void holdUntilEnded() {
        if (ended.getCount() == 0) {
            return; // The program ends by itself, with an exit code of its own.
        }
        requested.countDown();
        onRequest.run();
        try {
            if (!ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.log(ERROR, "The service did not stop within {0} s and is cut off", limit.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Not exit: this is a hook already, and exit would wait for it.
        Runtime.getRuntime().halt(exitCode);
    }
}
