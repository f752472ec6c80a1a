package dev.lifeline.datasource;

import dev.lifeline.datasource.internal.recovery.EngineContext;
import dev.lifeline.datasource.internal.recovery.RecoverySystem;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens a data source at its first use, unless code has opened it, and closes it. Safe for use by several threads. */
abstract class DataSourceLifecycle extends DataSourceProperties {
    private static final String CLOSED = "08003";

    /** Minimum wait for the first connection: one attempt to connect takes as long. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(2);

    private final EventListeners listeners;
    private volatile @Nullable Opened opened;
    private volatile boolean closed;

    /** Constructor for a data source that opens at its first use. */
    DataSourceLifecycle() {
        listeners = new EventListeners();
    }

    /** Constructor for an open data source. */
    DataSourceLifecycle(Opened opened, EventListeners listeners) {
        this.opened = opened;
        this.listeners = listeners;
    }

    /**
     * Parts of an open data source.
     *
     * @param limit of an operation
     */
    record Opened(RecoverySystem recovery, EngineContext context, Duration limit) {}

    /**
     * Returns the parts for an operation, after opening the data source if necessary.
     *
     * @throws IllegalStateException if the data source cannot be opened
     */
    final Opened opened() {
        try {
            return openedForCaller();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Returns the parts for a caller of the data source, after opening it if necessary. */
    final Opened openedForCaller() throws SQLException {
        Opened present = opened;
        return present != null ? present : openNow();
    }

    private synchronized Opened openNow() throws SQLException {
        Opened present = opened;
        if (present == null) {
            requireNotClosed();
            present = LifelineDataSource.configure(toConfig()).start(listeners);
            requireConnection(present, initialWait());
            opened = present;
        }
        return present;
    }

    final void requireNotClosed() throws SQLException {
        if (closed) {
            throw new SQLNonTransientConnectionException(this + " is closed", CLOSED);
        }
    }

    /** Waits for a first connection, where that is configured. */
    private static void requireConnection(Opened fresh, Duration wait) throws SQLException {
        if (wait.isZero()) {
            return;
        }
        Duration limit = wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
        try {
            fresh.recovery().connections().getConnection(limit).close();
        } catch (SQLException e) {
            fresh.recovery().close();
            throw new SQLTransientConnectionException(
                    "No connection within initializationFailTimeout: the data source was not opened", "08001", e);
        }
    }

    @Override
    final boolean isOpen() {
        return opened != null;
    }

    /** Returns how long a caller waits for a connection, in seconds, rounded up. */
    @Override
    public int getLoginTimeout() {
        Opened present = opened;
        Duration wait = present == null
                ? connectionTimeout()
                : present.recovery().callersConnections().acquireTimeout();
        return (int) wait.plusMillis(999).toSeconds();
    }

    /**
     * Adds a listener, which receives all connection events from now on, each on the thread on which it happens. A
     * listener that is added before the data source opens misses no event. It must not block.
     */
    public void addListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    /**
     * Returns whether the data source is open and can lend connections: after its first use, and before {@link #close}.
     */
    public boolean isRunning() {
        return isOpen() && !closed;
    }

    /** Returns whether {@link #close} was called. */
    public boolean isClosed() {
        return closed;
    }

    /** Returns the class with the name of the pool, which no other open data source has. */
    @Override
    public String toString() {
        Opened present = opened;
        return "LifelineDataSource ("
                + (present == null ? "not open" : present.recovery().name()) + ")";
    }

    /**
     * Closes the data source; without effect if it is closed. Refuses new callers, waits up to 5 s for work in flight,
     * then closes its connections and stops all threads that it has started.
     */
    @Override
    public void close() {
        Opened present;
        synchronized (this) {
            present = closed ? null : opened;
            closed = true;
        }
        if (present != null) {
            present.recovery().close();
        }
    }
}
