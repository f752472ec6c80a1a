package dev.lifeline.app.http.grizzly;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.domain.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Context;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOEventLifeCycleListener;

/**
 * Accepts connections, and pauses when that fails, mostly because no file descriptors are left: the connection stays in
 * the system's queue, and without a pause, repeated attempts would occupy a processor. Safe for use by several threads.
 */
final class AcceptPause extends IOEventLifeCycleListener.Adapter {
    private static final System.Logger LOG = System.getLogger(AcceptPause.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final long BETWEEN_REPORTS = Duration.ofMinutes(1).toNanos();
    private static final Executor AFTER_PAUSE =
            CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);

    private final Runnable makeRoom;
    private final Ticker ticker;
    private final AtomicLong reportedAt;

    /** @param makeRoom closes connections that are not in use */
    AcceptPause(Runnable makeRoom, Ticker ticker) {
        this.makeRoom = makeRoom;
        this.ticker = ticker;
        this.reportedAt = new AtomicLong(ticker.nanos() - BETWEEN_REPORTS);
    }

    /** Accepts a waiting connection. */
    void accept(Connection<?> listener) {
        listener.getTransport().fireIOEvent(IOEvent.SERVER_ACCEPT, listener, this);
    }

    @Override
    public void onError(Context context, Object failure) throws IOException {
        Connection<?> listener = context.getConnection();
        if (!listener.isOpen()) {
            return;
        }
        listener.disableIOEvent(IOEvent.SERVER_ACCEPT);
        report(failure);
        makeRoom.run();
        AFTER_PAUSE.execute(() -> resume(listener));
    }

    private void report(Object failure) {
        long now = ticker.nanos();
        long last = reportedAt.get();
        if (now - last >= BETWEEN_REPORTS && reportedAt.compareAndSet(last, now)) {
            LOG.log(
                    WARNING,
                    "HTTP connections cannot be accepted ({0}); the oldest idle ones are closed. If file descriptors"
                            + " are short, raise their limit (ulimit -n) or lower lifeline.http.max-connections",
                    failure);
        }
    }

    private static void resume(Connection<?> listener) {
        try {
            listener.enableIOEvent(IOEvent.SERVER_ACCEPT);
        } catch (IOException e) {
            LOG.log(DEBUG, "A listener was closed while it paused", e);
        }
    }
}
