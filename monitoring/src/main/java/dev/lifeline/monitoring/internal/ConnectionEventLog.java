package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.time.Ticker;

/** Writes the connection's story to the log: the only one who does. Safe for use by several threads. */
public final class ConnectionEventLog implements ConnectionEventListener {
    private static final System.Logger LOG = System.getLogger(ConnectionEventLog.class.getName());

    private final ConnectionStory story;

    /** A log of a connection of which nothing is known yet. */
    public ConnectionEventLog(Ticker ticker) {
        story = new ConnectionStory(ticker);
    }

    @Override
    public void on(ConnectionEvent event) {
        story.tell(event).ifPresent(line -> LOG.log(line.level(), line.text()));
    }
}
