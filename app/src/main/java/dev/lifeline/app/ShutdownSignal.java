package dev.lifeline.app;

import static java.lang.System.Logger.Level.ERROR;

import dev.lifeline.app.cli.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Request to end the process: SIGTERM, SIGINT, SIGHUP or {@link System#exit} from elsewhere. A signal does not start the
 * JVM's shutdown: the main thread stops everything in order and then exits with exit code 0, so that the shutdown hooks of
 * others (the dump of a flight recording, the flush of an agent) run undisturbed after that. Where the JVM keeps a signal to
 * itself, a shutdown hook holds the JVM until the main thread has stopped everything; the exit code is then that of the
 * signal, 143 for SIGTERM. If the stop takes longer than the limit, the process is halted with exit code 1. To be used as
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
        StopSignals.onEach(signal::request);
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

    /** Nothing is left to wait for: the process may end. */
    @Override
    public void close() {
        ended.countDown();
    }

    /** The first request counts; a thread of its own keeps the limit while the main thread stops everything. */
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
