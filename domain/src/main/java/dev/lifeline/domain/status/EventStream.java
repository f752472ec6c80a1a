package dev.lifeline.domain.status;

import java.time.Duration;
import java.util.Optional;

/**
 * Stream of events for one subscriber, in order. One thread reads; any thread may close. The opener closes it. The
 * stream ends if the subscriber falls too far behind, and when the service stops.
 */
public interface EventStream extends AutoCloseable {

    /**
     * Waits for the next event. Returns empty if none arrives in time or the stream has ended.
     *
     * @param patience longest time to block
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Optional<StreamedEvent> next(Duration patience) throws InterruptedException;

    /** Returns whether more events may follow. */
    boolean isOpen();

    /** Ends the stream and frees its place for another subscriber. Never blocks; idempotent. */
    @Override
    void close();
}
