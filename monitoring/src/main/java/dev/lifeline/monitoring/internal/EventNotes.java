package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.internal.stream.EventStreams;

/**
 * Sends connection events to the subscribers of event streams, with the texts of the log. Safe for use by several
 * threads.
 */
public final class EventNotes implements ConnectionEventListener {
    private final ConnectionStory story;
    private final EventStreams streams;

    /** Creates notes without knowledge of the connection. */
    public EventNotes(Ticker ticker, EventStreams streams) {
        this.story = new ConnectionStory(ticker);
        this.streams = streams;
    }

    @Override
    public void on(ConnectionEvent event) {
        story.tell(event)
                .filter(line -> !line.routine())
                .ifPresent(line -> streams.tell(event.at(), event.getClass().getSimpleName(), line.text()));
    }
}
