package dev.lifeline.monitoring.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.status.EventStream;
import dev.lifeline.domain.status.StreamedEvent;
import dev.lifeline.domain.status.StreamedEvent.ConnectionNote;
import dev.lifeline.domain.status.StreamedEvent.Gap;
import dev.lifeline.testing.wait.Bounded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EventStreamsTest {
    private final AtomicLong now = new AtomicLong();
    private final EventStreams streams = new EventStreams("run", now::get);

    @Test
    void subscriber_gets_the_events_after_its_start() throws InterruptedException {
        publish(2);
        EventStream stream = streams.follow().orElseThrow();
        publish(2);

        assertThat(drain(stream)).containsExactly("run-3 3", "run-4 4");
    }

    @Test
    void returning_subscriber_gets_the_missed_events() throws InterruptedException {
        publish(5);
        EventStream stream = streams.followAfter("run-3").orElseThrow();
        publish(1);

        assertThat(drain(stream)).containsExactly("run-4 4", "run-5 5", "run-6 6");
    }

    @Test
    void subscriber_without_missed_events_gets_none() throws InterruptedException {
        publish(5);

        assertThat(drain(streams.followAfter("run-5").orElseThrow())).isEmpty();
    }

    @Test
    void events_are_remembered_up_to_a_bound() throws InterruptedException {
        publish(EventStreams.MAX_KEPT + 10);

        assertThat(drain(streams.followAfter("run-10").orElseThrow()))
                .hasSize(EventStreams.MAX_KEPT)
                .startsWith("run-11 11");
        assertThat(drain(streams.followAfter("run-9").orElseThrow())).containsExactly("gap");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "run-",
                "run-0",
                "run-6",
                "run-99999999999999999999",
                "run--1",
                "run-+1",
                "run-1x",
                "other-1",
                "run-01",
                "-1",
                "1",
                "\0"
            })
    void unknown_event_id_begins_with_a_gap(String lastId) throws InterruptedException {
        publish(5);
        EventStream stream = streams.followAfter(lastId).orElseThrow();
        publish(1);

        assertThat(drain(stream)).containsExactly("gap", "run-6 6");
    }

    @Test
    void slow_subscriber_is_disconnected_and_the_others_are_not() throws InterruptedException {
        EventStream slow = streams.follow().orElseThrow();
        EventStream quick = streams.follow().orElseThrow();
        for (int i = 0; i <= EventStreams.MAX_UNREAD; i++) {
            publish(1);
            assertThat(quick.next(Duration.ZERO)).isPresent();
        }

        assertThat(slow.isOpen()).isFalse();
        assertThat(slow.next(Duration.ofMinutes(1))).isEmpty();
        assertThat(quick.isOpen()).isTrue();
    }

    /** Clients that do not read kept all places. */
    @Test
    void new_stream_replaces_the_oldest_one_that_has_lasted_a_while_if_there_is_no_room() {
        List<EventStream> all = new ArrayList<>();
        for (int i = 0; i < EventStreams.MAX_SUBSCRIBERS; i++) {
            all.add(streams.follow().orElseThrow());
        }
        now.addAndGet(EventStreams.SECURE.toNanos() - 1);
        assertThat(streams.follow()).isEmpty();

        now.incrementAndGet();
        assertThat(streams.follow()).isPresent();

        assertThat(all.get(0).isOpen()).isFalse();
        assertThat(all.subList(1, all.size())).allMatch(EventStream::isOpen);
    }

    @Test
    void streams_are_bounded_and_a_closed_one_makes_room() {
        List<EventStream> all = new ArrayList<>();
        for (int i = 0; i < EventStreams.MAX_SUBSCRIBERS; i++) {
            all.add(streams.follow().orElseThrow());
        }
        assertThat(streams.follow()).isEmpty();
        assertThat(streams.followAfter("run-1")).isEmpty();

        all.get(7).close();
        all.get(7).close();

        assertThat(streams.follow()).isPresent();
        assertThat(streams.follow()).isEmpty();
    }

    @Test
    void end_of_all_streams_ends_waits() throws InterruptedException {
        EventStream stream = streams.follow().orElseThrow();
        var waiting = CompletableFuture.supplyAsync(() -> next(stream, Duration.ofMinutes(5)));

        streams.close();

        assertThat(Bounded.get(waiting)).isEmpty();
        assertThat(stream.isOpen()).isFalse();
        assertThat(streams.follow()).isEmpty();
        publish(1);
        streams.close();
    }

    @Test
    void event_ends_a_wait() {
        EventStream stream = streams.follow().orElseThrow();
        var waiting = CompletableFuture.supplyAsync(() -> next(stream, Duration.ofMinutes(5)));

        publish(1);

        assertThat(Bounded.get(waiting)).isPresent();
    }

    @Test
    void wait_without_an_event_returns_empty() throws InterruptedException {
        assertThat(streams.follow().orElseThrow().next(Duration.ofMillis(1))).isEmpty();
    }

    private static Optional<StreamedEvent> next(EventStream stream, Duration limit) {
        try {
            return stream.next(limit);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void publish(int events) {
        LongStream.range(0, events).forEach(i -> streams.publish(Instant.EPOCH, "Type", "text"));
    }

    private static List<String> drain(EventStream stream) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (var event = stream.next(Duration.ZERO); event.isPresent(); event = stream.next(Duration.ZERO)) {
            all.add(text(event.get()));
        }
        return all;
    }

    private static String text(StreamedEvent event) {
        if (event instanceof Gap) {
            return "gap";
        }
        String id = ((ConnectionNote) event).id();
        return id + " " + id.substring(id.indexOf('-') + 1);
    }
}
