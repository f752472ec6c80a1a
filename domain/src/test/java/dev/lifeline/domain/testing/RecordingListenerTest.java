package dev.lifeline.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.domain.connection.ConnectionEvent.CheckPassed;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.FailureReason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordingListenerTest {
    private final RecordingListener listener = new RecordingListener();
    private final CheckPassed passed = new CheckPassed(Instant.EPOCH, Duration.ofMillis(1));
    private final ConnectionLost lost =
            new ConnectionLost(Instant.EPOCH, FailureReason.CONNECTION_LOST, 1, Duration.ZERO);

    @Test
    void events_are_kept_in_their_order() {
        listener.on(passed);
        listener.on(lost);

        assertThat(listener.events()).containsExactly(passed, lost);
        assertThat(listener.ofType(ConnectionLost.class)).containsExactly(lost);
    }

    @Test
    void cleared_events_are_discarded() {
        listener.on(passed);

        listener.clear();

        assertThat(listener.events()).isEmpty();
    }
}
