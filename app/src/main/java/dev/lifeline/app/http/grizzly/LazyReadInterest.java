package dev.lifeline.app.http.grizzly;

import static java.lang.System.Logger.Level.WARNING;

import dev.lifeline.domain.time.Ticker;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Context;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOEventLifeCycleListener;
import org.glassfish.grizzly.IOStrategy;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.asyncqueue.AsyncQueue;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.strategies.AbstractIOStrategy;
import org.glassfish.grizzly.strategies.SameThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.jspecify.annotations.Nullable;

/**
 * Reads and parses on the selector's thread, as Grizzly's own strategy does. That strategy stops listening to a
 * connection when its request is passed to another thread, and wakes the selector after every request to listen again.
 * This strategy stops listening only if the client sends data before it has its answer, which is rare. Safe for use by
 * several threads.
 */
public final class LazyReadInterest extends AbstractIOStrategy {
    private static final System.Logger LOG = System.getLogger(LazyReadInterest.class.getName());
    private static final IOStrategy ORDINARY = SameThreadIOStrategy.getInstance();
    private static final Attribute<Reads> READS =
            Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(LazyReadInterest.class.getName(), Reads::new);

    private final ListenerLimits limits;
    private final AcceptPause accepts;

    LazyReadInterest(ListenerLimits limits) {
        this.limits = limits;
        this.accepts = new AcceptPause(limits, Ticker.system());
    }

    @Override
    @SuppressWarnings("rawtypes") // required by Grizzly
    public boolean executeIoEvent(Connection connection, IOEvent event, boolean isEnabled) throws IOException {
        if (event == IOEvent.SERVER_ACCEPT) {
            accepts.accept(connection);
            return true;
        }
        if (event != IOEvent.READ) {
            return ORDINARY.executeIoEvent(connection, event, isEnabled);
        }
        if (limits.isClosing(connection)) {
            connection.disableIOEvent(IOEvent.READ);
            return true;
        }
        Reads reads = READS.get(connection);
        if (!isEnabled || reads.mayBegin(connection)) {
            read(connection, reads);
            limits.readEnded(connection);
        }
        return true;
    }

    private static void read(Connection<?> connection, Reads reads) {
        try {
            connection.getTransport().fireIOEvent(IOEvent.READ, connection, reads);
        } catch (RuntimeException e) {
            LOG.log(WARNING, "A connection could not be read and is closed", e);
            connection.closeSilently();
        }
    }

    /** Returns whether a request of the connection is being handled. */
    public static boolean isBusy(Connection<?> connection) {
        return READS.get(connection).state.get() != State.FREE;
    }

    /** Resumes listening to a connection when the end of a body has arrived while the request was being handled. */
    static void listenAgain(Connection<?> connection) throws IOException {
        READS.get(connection).listenAgain(connection);
    }

    @Override
    @SuppressWarnings("rawtypes") // required by Grizzly
    public @Nullable Executor getThreadPoolFor(Connection connection, IOEvent event) {
        return null;
    }

    @Override
    public @Nullable ThreadPoolConfig createDefaultWorkerPoolConfig(Transport transport) {
        return null;
    }

    /**
     * State of one connection: whether bytes from the client are read now, or only after the end of its current
     * request.
     */
    private static final class Reads extends IOEventLifeCycleListener.Adapter {
        private final AtomicReference<State> state = new AtomicReference<>(State.FREE);

        /**
         * Returns whether no request of the connection is being handled. Otherwise checks whether the client has
         * disconnected, and stops listening. Called on the selector's thread.
         */
        boolean mayBegin(Connection<?> connection) throws IOException {
            if (state.get() == State.FREE) {
                return true;
            }
            boolean checkable = ClientDisconnects.isCheckable(connection);
            if (ClientDisconnects.check(connection) && connection.isOpen()) {
                stopListening(connection);
                if (!checkable && ClientDisconnects.isCheckable(connection)) {
                    listenAgain(connection); // the end of the body arrived before listening stopped
                }
            }
            return false;
        }

        private void stopListening(Connection<?> connection) throws IOException {
            connection.disableIOEvent(IOEvent.READ);
            if (!state.compareAndSet(State.BUSY, State.BUSY_AND_DEAF) && state.get() == State.FREE) {
                connection.enableIOEvent(IOEvent.READ); // the request ended meanwhile; the event is repeated
            }
        }

        /** Called while a request with a complete body is handled: further bytes belong to the next request. */
        void listenAgain(Connection<?> connection) throws IOException {
            if (state.compareAndSet(State.BUSY_AND_DEAF, State.BUSY)) {
                connection.enableIOEvent(IOEvent.READ);
            }
        }

        @Override
        public void onContextSuspend(Context context) {
            state.compareAndSet(State.FREE, State.BUSY);
        }

        @Override
        public void onContextManualIOEventControl(Context context) {
            onContextSuspend(context);
        }

        @Override
        public void onReregister(Context context) throws IOException {
            onComplete(context, null);
        }

        @Override
        public void onComplete(Context context, @Nullable Object data) throws IOException {
            if (state.get() == State.FREE) {
                return;
            }
            if (AsyncQueue.EXPECTING_MORE_OPTION.equals(data)) {
                context.getConnection().simulateIOEvent(IOEvent.READ);
            } else if (state.getAndSet(State.FREE) == State.BUSY_AND_DEAF) {
                context.getConnection().enableIOEvent(IOEvent.READ);
            }
        }
    }

    private enum State {
        FREE,
        BUSY,
        BUSY_AND_DEAF
    }
}
