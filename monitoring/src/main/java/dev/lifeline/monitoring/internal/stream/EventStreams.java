package dev.lifeline.monitoring.internal.stream;

import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.port.in.FollowEventsUseCase;
import dev.lifeline.domain.status.EventStream;
import dev.lifeline.domain.status.StreamedEvent;
import dev.lifeline.domain.status.StreamedEvent.ConnectionNote;
import dev.lifeline.domain.status.StreamedEvent.Gap;
import dev.lifeline.domain.status.StreamedEvent.IncidentNote;
import dev.lifeline.domain.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends events to subscribers, and keeps the newest events for clients that reconnect. The id of an event consists of
 * the run of the service and a number, so that ids of other runs are recognised. Safe for use by several threads.
 */
public final class EventStreams implements FollowEventsUseCase, AutoCloseable {
    /** Sufficient for several pages of each operator. Bounded, because each stream occupies a thread. */
    static final int MAX_SUBSCRIBERS = 64;

    /** Number of events that are kept: those of some minutes of an outage. */
    static final int MAX_KEPT = 512;

    /**
     * Maximum number of unread events: a reconnecting client reads all kept events, and may fall behind by the same
     * number.
     */
    static final int MAX_UNREAD = 2 * MAX_KEPT;

    /**
     * Age from which a stream may be ended for a new one when all places are taken, the oldest first. The server
     * detects a client that does not read only when the system's buffers are full; a client that reads reconnects
     * without losing events.
     */
    static final Duration SECURE = Duration.ofSeconds(5);

    /** Subscribers with the time at which each began, oldest first. */
    private final Map<EventSubscriber, Long> subscribers = new LinkedHashMap<>();

    private final Ticker ticker;
    private final Deque<StreamedEvent> kept = new ArrayDeque<>();
    private final String run;
    private long published;
    private boolean closed;

    /** @param run unique name of this run of the service */
    public EventStreams(String run) {
        this(run, Ticker.system());
    }

    EventStreams(String run, Ticker ticker) {
        this.run = run;
        this.ticker = ticker;
    }

    /** Sends a connection event. Never blocks for long. */
    public void publish(Instant at, String type, String text) {
        publish(id -> new ConnectionNote(id, at, type, text));
    }

    /** Sends an incident that began, changed or ended. Never blocks for long. */
    public void publish(Incident incident) {
        publish(id -> new IncidentNote(id, incident));
    }

    private synchronized void publish(Function<String, StreamedEvent> withId) {
        published++;
        StreamedEvent event = withId.apply(run + "-" + published);
        if (kept.size() == MAX_KEPT) {
            kept.removeFirst();
        }
        kept.addLast(event);
        subscribers.keySet().forEach(subscriber -> subscriber.publish(event));
    }

    @Override
    public synchronized Optional<EventStream> follow() {
        return follow(List.of());
    }

    @Override
    public synchronized Optional<EventStream> followAfter(String lastId) {
        return follow(missedSince(lastId).orElse(List.of(new Gap())));
    }

    private Optional<EventStream> follow(List<StreamedEvent> beginning) {
        if (closed || (subscribers.size() >= MAX_SUBSCRIBERS && !endOldest())) {
            return Optional.empty();
        }
        var subscriber = new EventSubscriber(beginning, MAX_UNREAD, this::forget);
        subscribers.put(subscriber, ticker.nanos());
        return Optional.of(subscriber);
    }

    private boolean endOldest() {
        Optional<EventSubscriber> oldest = subscribers.entrySet().stream()
                .findFirst()
                .filter(one -> ticker.nanos() - one.getValue() >= SECURE.toNanos())
                .map(Map.Entry::getKey);
        oldest.ifPresent(EventSubscriber::close);
        return oldest.isPresent();
    }

    /** Returns the events after the given one, if all of them are kept. */
    private Optional<List<StreamedEvent>> missedSince(String lastId) {
        String prefix = run + "-";
        String number = lastId.startsWith(prefix) ? lastId.substring(prefix.length()) : "";
        if (!number.matches("[1-9][0-9]{0,17}")) {
            return Optional.empty();
        }
        long missed = published - Long.parseLong(number);
        return missed < 0 || missed > kept.size()
                ? Optional.empty()
                : Optional.of(List.copyOf(kept).subList(kept.size() - (int) missed, kept.size()));
    }

    private synchronized void forget(EventSubscriber subscriber) {
        subscribers.remove(subscriber);
    }

    /** Ends all streams and refuses new ones. Never blocks for long; idempotent. */
    @Override
    public void close() {
        for (EventSubscriber subscriber : end()) {
            subscriber.close();
        }
    }

    private synchronized List<EventSubscriber> end() {
        closed = true;
        return List.copyOf(subscribers.keySet());
    }
}
