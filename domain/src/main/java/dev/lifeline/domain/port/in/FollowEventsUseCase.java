package dev.lifeline.domain.port.in;

import dev.lifeline.domain.status.EventStream;
import java.util.Optional;

/** Opens streams of events. Safe for use by several threads; never blocks. The caller closes the stream. */
public interface FollowEventsUseCase {

    /** Returns a stream of the events from now on; empty if there are too many streams or the service is stopping. */
    Optional<EventStream> follow();

    /**
     * Returns a stream of the events after the given one.
     *
     * @param lastId id of the last event that the client received. If it belongs to another run of the service, is too
     *     old or unknown, the stream begins with a {@link dev.lifeline.domain.status.StreamedEvent.Gap}
     */
    Optional<EventStream> followAfter(String lastId);
}
