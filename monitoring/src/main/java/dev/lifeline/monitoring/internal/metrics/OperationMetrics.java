package dev.lifeline.monitoring.internal.metrics;

import dev.lifeline.domain.connection.FailureReason;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts retried and failed operations. */
final class OperationMetrics {
    private final CountersByValue<FailureReason> retries;
    private final CountersByValue<FailureReason> givenUp;

    OperationMetrics(MeterRegistry registry) {
        retries = new CountersByValue<>(
                registry,
                "lifeline.database.retries",
                "Retries of operations, by reason",
                "reason",
                FailureReason.class);
        givenUp = new CountersByValue<>(
                registry,
                "lifeline.database.operations.given.up",
                "Operations given up, by their last failure",
                "reason",
                FailureReason.class);
    }

    void retried(FailureReason reason) {
        retries.increment(reason);
    }

    void givenUp(FailureReason reason) {
        givenUp.increment(reason);
    }
}
