package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.internal.trace.NobodysTrace;

/**
 * Logs connection events; no other class does. The lines concern all requests and are logged on the thread of any of
 * them, so they belong to no trace. Safe for use by several threads.
 */
public final class ConnectionEventLog implements ConnectionEventListener {
    private static final System.Logger LOG = System.getLogger(ConnectionEventLog.class.getName());

    private final ConnectionStory story;

    /** Creates a log without knowledge of the connection. */
    public ConnectionEventLog(Ticker ticker) {
        story = new ConnectionStory(ticker);
    }

    @Override
    public void on(ConnectionEvent event) {
        story.tell(event).ifPresent(line -> NobodysTrace.run(() -> LOG.log(line.level(), line.text())));
    }
}
