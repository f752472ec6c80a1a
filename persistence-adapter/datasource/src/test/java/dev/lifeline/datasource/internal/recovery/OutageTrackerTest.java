package dev.lifeline.datasource.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeline.datasource.internal.operation.CallerGate;
import dev.lifeline.datasource.internal.operation.RecoveryGate;
import dev.lifeline.datasource.internal.operation.RecoverySignal;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.connection.OperationEvent.Wait;
import dev.lifeline.domain.port.out.OperationTracer;
import dev.lifeline.domain.testing.FakeClock;
import dev.lifeline.domain.testing.FakeTicker;
import dev.lifeline.domain.testing.RecordingListener;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An outage that another engine takes over: the hung engine no longer reports it. */
class OutageTrackerTest {
    private final FakeTicker ticker = new FakeTicker();
    private final RecordingListener events = new RecordingListener();
    private final OutageTracker former = new OutageTracker(
            new Gates(new RecoveryGate(), gate(), gate(), new RecoverySignal()),
            events,
            new EngineContext(new FakeClock(), ticker, new Random(1), InetAddress::getAllByName));

    private CallerGate gate() {
        return new CallerGate(ticker, Duration.ofSeconds(15), 10, Wait.DATABASE, new OperationTracer() {});
    }

    @Test
    void all_lengths_count_from_the_start_of_the_first_failed_probe() {
        ticker.advance(Duration.ofSeconds(100));
        former.doubt(ticker.nanos());
        ticker.advance(Duration.ofSeconds(1));
        former.doubt(ticker.nanos());
        ticker.advance(Duration.ofSeconds(1));
        former.failed(FailureReason.CONNECTION_TIMEOUT);
        former.report();
        OutageTracker heir = former.handOver();
        ticker.advance(Duration.ofSeconds(7));
        heir.end();
        heir.report();

        assertThat(events.ofType(ConnectionLost.class))
                .extracting(ConnectionLost::doubted)
                .containsExactly(Duration.ofSeconds(2));
        assertThat(events.ofType(ConnectionRecovered.class))
                .extracting(ConnectionRecovered::outage)
                .containsExactly(Duration.ofSeconds(9));
    }

    @Test
    void failed_probes_before_the_takeover_count_for_the_outage_that_begins_after_it() {
        ticker.advance(Duration.ofSeconds(100));
        former.doubt(ticker.nanos());
        ticker.advance(Duration.ofSeconds(1));
        OutageTracker successor = former.handOver();
        successor.doubt(ticker.nanos());
        ticker.advance(Duration.ofSeconds(1));
        successor.failed(FailureReason.CONNECTION_TIMEOUT);
        successor.report();

        assertThat(events.ofType(ConnectionLost.class)).singleElement().satisfies(lost -> {
            assertThat(lost.doubted()).isEqualTo(Duration.ofSeconds(2));
            assertThat(lost.looks()).isEqualTo(2);
        });
    }

    @Test
    void the_successor_ends_the_outage_and_the_predecessor_has_no_effect() {
        former.failed(FailureReason.CONNECTION_REFUSED);
        former.report();

        OutageTracker heir = former.handOver();
        former.failed(FailureReason.CONNECTION_REFUSED);
        former.report();
        former.end();
        former.report();

        assertThat(former.nextAttempt(FailureReason.CONNECTION_REFUSED)).isEmpty();
        assertThat(heir.isOngoing()).isTrue();
        assertThat(events.ofType(ConnectionRecovered.class)).isEmpty();
        heir.end();
        heir.report();
        assertThat(events.ofType(ConnectionLost.class)).hasSize(1);
        assertThat(events.ofType(ConnectionRecovered.class)).hasSize(1);
    }
}
