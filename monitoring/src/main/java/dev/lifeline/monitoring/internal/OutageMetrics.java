package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionLost;
import dev.lifeline.domain.connection.ConnectionEvent.ConnectionRecovered;
import dev.lifeline.domain.connection.ConnectionEvent.RecoveryAttemptFailed;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import dev.lifeline.domain.time.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Counts and times the outages and the attempts to end them. */
final class OutageMetrics implements ConnectionEventListener {
    private final Ticker ticker;
    private final CountersByValue<FailureReason> outages;
    private final Timer duration;
    private final Timer detection;
    private final Counter savedCallers;
    private final Counter refusedCallers;
    private final Counter failedAttempts;
    private final Counter successfulAttempts;

    // Written in this order when an outage begins, and read in the other: a reader never sees an outage without its
    // start.
    private volatile long lostNanos;
    private volatile boolean outage;

    OutageMetrics(MeterRegistry registry, Ticker ticker) {
        this.ticker = ticker;
        outages = new CountersByValue<>(
                registry, "lifeline.database.outages", "Outages, by why they began", "reason", FailureReason.class);
        duration = Timer.builder("lifeline.database.outage.duration")
                .description("How long the outages took that are over")
                .register(registry);
        detection = Timer.builder("lifeline.database.outage.detection")
                .description("How long it took from the first look that failed until an outage was known as one")
                .register(registry);
        savedCallers = callers(registry, "saved");
        refusedCallers = callers(registry, "refused");
        failedAttempts = attempts(registry, "failed");
        successfulAttempts = attempts(registry, "succeeded");
        Gauge.builder("lifeline.database.outage.current", this, OutageMetrics::currentSeconds)
                .description("How long the present outage has taken so far; 0 if there is none")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void on(ConnectionEvent event) {
        if (event instanceof ConnectionLost lost) {
            lostNanos = ticker.nanos();
            outage = true;
            outages.increment(lost.reason());
            detection.record(lost.doubted());
        } else if (event instanceof ConnectionRecovered recovered) {
            outage = false;
            duration.record(recovered.outage());
            successfulAttempts.increment();
            savedCallers.increment((double) recovered.callers().saved());
            refusedCallers.increment((double) recovered.callers().failed());
        } else if (event instanceof RecoveryAttemptFailed) {
            failedAttempts.increment();
        }
    }

    private double currentSeconds() {
        return outage ? (ticker.nanos() - lostNanos) / (double) TimeUnit.SECONDS.toNanos(1) : 0;
    }

    private static Counter callers(MeterRegistry registry, String fate) {
        return Counter.builder("lifeline.database.outage.callers")
                .description("Callers who needed the database during outages that are over")
                .tag("fate", fate)
                .register(registry);
    }

    private static Counter attempts(MeterRegistry registry, String result) {
        return Counter.builder("lifeline.database.recovery.attempts")
                .description("Attempts to end an outage")
                .tag("result", result)
                .register(registry);
    }
}
