package dev.lifeline.monitoring.internal.metrics;

import dev.lifeline.domain.connection.ConnectionEvent.CheckFailed;
import dev.lifeline.domain.connection.ConnectionEvent.CheckPassed;
import dev.lifeline.domain.connection.FailureReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts and times the checks. */
final class CheckMetrics {
    private static final String CHECKS = "lifeline.database.checks";
    private static final String CHECKS_DESCRIPTION = "Checks of the database, by result";

    private final Counter passed;
    private final CountersByValue<FailureReason> failed;
    private final Timer duration;

    CheckMetrics(MeterRegistry registry) {
        passed = Counter.builder(CHECKS)
                .description(CHECKS_DESCRIPTION)
                .tag("result", "healthy")
                .register(registry);
        failed = new CountersByValue<>(registry, CHECKS, CHECKS_DESCRIPTION, "result", FailureReason.class);
        duration = Timer.builder("lifeline.database.check.duration")
                .description("Duration of the checks of the database")
                .register(registry);
    }

    void passed(CheckPassed check) {
        passed.increment();
        duration.record(check.took());
    }

    void failed(CheckFailed check) {
        failed.increment(check.reason());
        duration.record(check.took());
    }
}
