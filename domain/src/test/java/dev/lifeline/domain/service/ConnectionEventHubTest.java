package dev.lifeline.domain.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.lifeline.domain.connection.ConnectionEvent.CheckPassed;
import dev.lifeline.domain.testing.RecordingListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ConnectionEventHubTest {
    private final ConnectionEventHub hub = new ConnectionEventHub();
    private final CheckPassed event = new CheckPassed(Instant.EPOCH, Duration.ofMillis(1));

    @Test
    void an_event_without_listeners_is_ignored() {
        hub.on(event);
    }

    @Test
    void every_listener_receives_every_event() {
        var first = new RecordingListener();
        var second = new RecordingListener();
        hub.add(first);
        hub.add(second);

        hub.on(event);

        assertThat(first.events()).containsExactly(event);
        assertThat(second.events()).containsExactly(event);
    }

    @Test
    void listeners_are_called_in_the_order_in_which_they_were_added() {
        var order = new ArrayList<String>();
        hub.add(e -> order.add("first"));
        hub.add(e -> order.add("second"));

        hub.on(event);

        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void a_late_listener_receives_only_later_events() {
        var late = new RecordingListener();
        hub.on(event);

        hub.add(late);

        assertThat(late.events()).isEmpty();
    }

    @Test
    void an_exception_from_a_listener_affects_neither_other_listeners_nor_the_sender() {
        var healthy = new RecordingListener();
        hub.add(e -> {
            throw new IllegalStateException("a broken listener");
        });
        hub.add(healthy);

        hub.on(event);
        hub.on(event);

        assertThat(healthy.events()).containsExactly(event, event);
    }

    @Test
    void a_null_listener_is_refused() {
        assertThatNullPointerException().isThrownBy(() -> hub.add(null));
    }
}
