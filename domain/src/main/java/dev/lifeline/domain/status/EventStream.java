package dev.lifeline.domain.status;

import java.time.Duration;
import java.util.Optional;

/**
 * What one follower is told, in order. Read by one thread; whoever opens it closes it, from any thread. A follower who falls too
 * far behind is told nothing any more: the stream ends, as it does when the service stops.
 */
public interface EventStream extends AutoCloseable {

    /**
     * The next event, or nothing if none comes in that time or the stream has ended.
     *
     * @throws InterruptedException if the thread was interrupted meanwhile
     */
    Optional<StreamedEvent> next(Duration patience) throws InterruptedException;

    /** Whether anything may come yet. */
    boolean isOpen();

    /** Ends the stream and gives its place to another. Never blocks; closing again does nothing. */
    @Override
    void close();
}
