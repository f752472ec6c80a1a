package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.internal.trace.NobodysTrace;

/**
 * Writes the connection's story to the log: the only one who does. It is everybody's story, told on the thread of whoever comes
 * by, and so belongs to no trace. Safe for use by several threads.
 */
public final class ConnectionEventLog implements ConnectionEventListener {
    private static final System.Logger LOG = System.getLogger(ConnectionEventLog.class.getName());

    private final ConnectionStory story;

    /** A log of a connection of which nothing is known yet. */
    public ConnectionEventLog(Ticker ticker) {
        story = new ConnectionStory(ticker);
    }

    @Override
    public void on(ConnectionEvent event) {
        story.tell(event).ifPresent(line -> NobodysTrace.run(() -> LOG.log(line.level(), line.text())));
    }
}
