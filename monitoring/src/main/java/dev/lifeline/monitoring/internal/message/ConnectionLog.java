package dev.lifeline.monitoring.internal.message;

import dev.lifeline.monitoring.internal.trace.WithoutTrace;
import java.util.function.Consumer;

/**
 * Writes messages about the connection to the log; no other class does. The messages concern all requests and are
 * written on the thread of any of them, so they belong to no trace. Safe for use by several threads.
 */
public final class ConnectionLog implements Consumer<ConnectionMessage> {
    private static final System.Logger LOG = System.getLogger(ConnectionLog.class.getName());

    /** Creates a log. */
    public ConnectionLog() {}

    @Override
    public void accept(ConnectionMessage message) {
        WithoutTrace.run(() -> LOG.log(message.level(), message.text()));
    }
}
