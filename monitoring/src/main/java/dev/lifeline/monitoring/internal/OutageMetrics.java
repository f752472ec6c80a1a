package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.ConnectionEvent.CheckFailed;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.time.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.DoubleStream;

/** Counts and times outages and recovery attempts. */
final class OutageMetrics {
    // The documented times (0.5 s, 1 s, 3 s), the hold time of the gate (15 s), and enough buckets between them to show
    // changes of the median.
    private static final double[] BUCKETS = {0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 15, 30, 60};

    private final Ticker ticker;
    private final OutageClock clock;
    private final CountersByValue<FailureReason> outages;
    private final Timer duration;
    private final Timer detection;
    private final Timer recovery;
    private final Counter failedAttempts;
    private final Counter successfulAttempts;

    // Start of the last failed check. Used only if the outage continues: a check that finds a read-only server fails,
    // too,
    // but ends the outage.
    private volatile long failedLookNanos;
    private volatile long lastFailureNanos;

    OutageMetrics(MeterRegistry registry, Ticker ticker) {
        this.ticker = ticker;
        clock = new OutageClock(ticker);
        outages = new CountersByValue<>(
                registry, "lifeline.database.outages", "Outages, by why they began", "reason", FailureReason.class);
        duration = histogram("lifeline.database.outage.duration", "How long the outages took that are over")
                .register(registry);
        detection = histogram(
                        "lifeline.database.outage.detection",
                        "How long it took from the first look that failed until an outage was known as one")
                .register(registry);
        recovery = histogram(
                        "lifeline.database.outage.recovery",
                        "How long it took from the last look that failed until callers went on: at most so long was the"
                                + " database back and not in use")
                .register(registry);
        failedAttempts = attempts(registry, "failed");
        successfulAttempts = attempts(registry, "succeeded");
        timeMeters(registry);
    }

    void checkFailed(CheckFailed check) {
        failedLookNanos = ticker.nanos() - check.took().toNanos();
    }

    void attemptFailed() {
        lastFailureNanos = failedLookNanos;
        failedAttempts.increment();
    }

    void began(ConnectionLost lost) {
        clock.start(lost.doubted());
        lastFailureNanos = failedLookNanos;
        outages.increment(lost.reason());
        detection.record(lost.doubted());
    }

    void ended(ConnectionRecovered recovered) {
        clock.stop();
        successfulAttempts.increment();
        duration.record(recovered.outage());
        recovery.record(Duration.ofNanos(ticker.nanos() - lastFailureNanos));
    }

    private void timeMeters(MeterRegistry registry) {
        FunctionCounter.builder("lifeline.database.outage", clock, OutageClock::totalSeconds)
                .description("How long there have been outages, the present one included")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("lifeline.database.outage.current", clock, OutageClock::currentSeconds)
                .description("How long the present outage has taken so far; 0 if there is none")
                .baseUnit("seconds")
                .strongReference(true) // for the counter as well, which only holds a weak reference
                .register(registry);
    }

    private static Timer.Builder histogram(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(DoubleStream.of(BUCKETS)
                        .mapToObj(seconds -> Duration.ofMillis(Math.round(seconds * 1_000)))
                        .toArray(Duration[]::new));
    }

    private static Counter attempts(MeterRegistry registry, String result) {
        return Counter.builder("lifeline.database.recovery.attempts")
                .description("Attempts to end an outage")
                .tag("result", result)
                .register(registry);
    }
}
