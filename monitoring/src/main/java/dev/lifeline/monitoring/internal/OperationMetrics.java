package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.OperationGivenUp;
import dev.lifeline.domain.connection.ConnectionEvent.OperationRetried;
import dev.lifeline.domain.connection.FailureReason;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts retried and failed operations. */
final class OperationMetrics implements ConnectionEventListener {
    private final CountersByValue<FailureReason> retries;
    private final CountersByValue<FailureReason> givenUp;

    OperationMetrics(MeterRegistry registry) {
        retries = new CountersByValue<>(
                registry,
                "lifeline.database.retries",
                "Repetitions of operations, by why they were needed",
                "reason",
                FailureReason.class);
        givenUp = new CountersByValue<>(
                registry,
                "lifeline.database.operations.given.up",
                "Operations given up, by the last failure",
                "reason",
                FailureReason.class);
    }

    @Override
    public void on(ConnectionEvent event) {
        if (event instanceof OperationRetried retried) {
            retries.increment(retried.reason());
        } else if (event instanceof OperationGivenUp operation) {
            givenUp.increment(operation.reason());
        }
    }
}
