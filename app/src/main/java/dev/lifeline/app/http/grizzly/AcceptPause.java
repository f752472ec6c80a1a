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
import org.glassfish.grizzly.ConnectionProbe;
import org.glassfish.grizzly.Context;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOEventLifeCycleListener;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections, several at once, because in a flood of them each waits in the system's queue for those before
 * it. Pauses when there is no room, or when accepting fails, mostly because no file descriptors are left: the
 * connection stays in the system's queue, and without a pause, repeated attempts would occupy a processor. Used by the
 * thread of one listener.
 */
final class AcceptPause extends IOEventLifeCycleListener.Adapter {
    private static final System.Logger LOG = System.getLogger(AcceptPause.class.getName());
    private static final long BETWEEN_REPORTS = Duration.ofMinutes(1).toNanos();

    /** Maximum number of connections that are accepted between two reads of others. */
    private static final int MOST = 128;

    private final ListenerLimits limits;
    private final Ticker ticker;
    private final Executor afterPause;
    private final AtomicLong reportedAt;
    /** Whether the last attempt succeeded. */
    private boolean accepted;

    private @Nullable Connection<?> watched;

    AcceptPause(ListenerLimits limits, Ticker ticker) {
        this.limits = limits;
        this.ticker = ticker;
        this.afterPause = CompletableFuture.delayedExecutor(limits.acceptPause().toMillis(), TimeUnit.MILLISECONDS);
        this.reportedAt = new AtomicLong(ticker.nanos() - BETWEEN_REPORTS);
    }

    /** Accepts waiting connections. */
    void accept(Connection<?> listener) throws IOException {
        watch(listener);
        int count = 0;
        do {
            accepted = false;
            if (limits.isRoomForConnection()) {
                listener.getTransport().fireIOEvent(IOEvent.SERVER_ACCEPT, listener, this);
            } else {
                pause(listener);
            }
            count++;
        } while (accepted && count < MOST);
    }

    /** Grizzly does not return whether a connection was waiting. */
    private void watch(Connection<?> listener) {
        if (watched != listener) {
            watched = listener;
            listener.getMonitoringConfig().addProbes(new ConnectionProbe.Adapter() {
                @Override
                @SuppressWarnings("rawtypes") // required by Grizzly
                public void onAcceptEvent(Connection server, Connection client) {
                    accepted = true;
                }
            });
        }
    }

    @Override
    public void onError(Context context, Object failure) throws IOException {
        Connection<?> listener = context.getConnection();
        if (!listener.isOpen()) {
            return;
        }
        pause(listener);
        report(failure);
        limits.closeIdle();
    }

    private void pause(Connection<?> listener) throws IOException {
        listener.disableIOEvent(IOEvent.SERVER_ACCEPT);
        afterPause.execute(() -> resume(listener));
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
