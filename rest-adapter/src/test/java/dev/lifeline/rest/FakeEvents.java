package dev.lifeline.rest;

import dev.lifeline.domain.port.in.FollowEventsUseCase;
import dev.lifeline.domain.status.EventStream;
import dev.lifeline.domain.status.StreamedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;

/** Event stream that a test controls, for one subscriber. Safe for use by several threads. */
final class FakeEvents implements FollowEventsUseCase {
    final BlockingQueue<StreamedEvent> events = new LinkedBlockingQueue<>();
    final List<String> lastIds = new CopyOnWriteArrayList<>();
    /** Parties: the test and the subscribers. */
    private final Phaser open = new Phaser(1);

    volatile boolean full;
    volatile boolean over;
    volatile boolean closed;

    @Override
    public Optional<EventStream> follow() {
        return full ? Optional.empty() : Optional.of(new Stream());
    }

    @Override
    public Optional<EventStream> followAfter(String lastId) {
        lastIds.add(lastId);
        return follow();
    }

    /** Ends the streams and waits for their subscribers. */
    void end() {
        over = true;
        events.clear();
        open.arriveAndAwaitAdvance();
    }

    /** Returns the queued events, and then the end if the test has set it. */
    private final class Stream implements EventStream {
        Stream() {
            open.register();
        }

        @Override
        public Optional<StreamedEvent> next(Duration patience) throws InterruptedException {
            return Optional.ofNullable(events.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        }

        @Override
        public boolean isOpen() {
            return !(over && events.isEmpty());
        }

        @Override
        public void close() {
            closed = true;
            open.arriveAndDeregister();
        }
    }
}
