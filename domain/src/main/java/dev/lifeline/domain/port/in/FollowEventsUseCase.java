package dev.lifeline.domain.port.in;

import dev.lifeline.domain.status.EventStream;
import java.util.Optional;

/** Lets others follow what happens. Safe for use by several threads; never blocks. */
public interface FollowEventsUseCase {

    /** What happens from now on; nothing if there are too many followers, or the service stops. */
    Optional<EventStream> follow();

    /**
     * What happened since, and what happens from now on.
     *
     * @param lastId of the last event that the follower has heard of. If it is of another run of the service, too old, or none
     *     at all, the stream begins with a gap
     */
    Optional<EventStream> followAfter(String lastId);
}
