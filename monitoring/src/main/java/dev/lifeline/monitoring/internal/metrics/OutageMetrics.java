package dev.lifeline.monitoring.internal.metrics;

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

    // Start of the last failed check. Used only if the outage continues: a check that finds a read-only server fails
    // as well, but ends the outage.
    private volatile long failedCheckNanos;
    private volatile long lastFailureNanos;

    OutageMetrics(MeterRegistry registry, Ticker ticker) {
        this.ticker = ticker;
        clock = new OutageClock(ticker);
        outages = new CountersByValue<>(
                registry, "lifeline.database.outages", "Outages, by reason", "reason", FailureReason.class);
        duration = histogram("lifeline.database.outage.duration", "Duration of ended outages")
                .register(registry);
        detection = histogram(
                        "lifeline.database.outage.detection",
                        "Time from the first failed check until the outage was confirmed")
                .register(registry);
        recovery = histogram(
                        "lifeline.database.outage.recovery",
                        "Time from the last failed check until callers continued: the longest time that the database"
                                + " was available but unused")
                .register(registry);
        failedAttempts = attempts(registry, "failed");
        successfulAttempts = attempts(registry, "succeeded");
        timeMeters(registry);
    }

    void checkFailed(CheckFailed check) {
        failedCheckNanos = ticker.nanos() - check.took().toNanos();
    }

    void attemptFailed() {
        lastFailureNanos = failedCheckNanos;
        failedAttempts.increment();
    }

    void began(ConnectionLost lost) {
        clock.start(lost.doubted());
        lastFailureNanos = failedCheckNanos;
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
                .description("Total time of outages, including the current one")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("lifeline.database.outage.current", clock, OutageClock::currentSeconds)
                .description("Duration of the current outage; 0 if there is none")
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
