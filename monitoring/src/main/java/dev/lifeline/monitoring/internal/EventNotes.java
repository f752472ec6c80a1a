package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CheckPassed;
import dev.lifeline.domain.connection.ConnectionEvent.WaitJudged;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.time.Ticker;
import dev.lifeline.monitoring.internal.stream.EventStreams;
import java.lang.System.Logger.Level;

/** Tells followers of the connection's events, in the words of the log. Safe for use by several threads. */
public final class EventNotes implements ConnectionEventListener {
    private final ConnectionStory story;
    private final EventStreams streams;

    /** Notes of a connection of which nothing is known yet. */
    public EventNotes(Ticker ticker, EventStreams streams) {
        this.story = new ConnectionStory(ticker);
        this.streams = streams;
    }

    @Override
    public void on(ConnectionEvent event) {
        story.tell(event)
                .filter(line -> !isRoutine(event, line))
                .ifPresent(line -> streams.tell(event.at(), event.getClass().getSimpleName(), line.text()));
    }

    /** Check after check finds the database well: the status shows that. */
    private static boolean isRoutine(ConnectionEvent event, LogLine line) {
        return (event instanceof CheckPassed || event instanceof WaitJudged) && line.level() == Level.DEBUG;
    }
}
