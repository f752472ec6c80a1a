package dev.lifeline.monitoring.internal.metrics;

import dev.lifeline.domain.connection.ConnectionEvent.ReplacementCause;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts pool replacements. */
final class ReplacementMetrics {
    private final CountersByValue<ReplacementCause> replacements;

    ReplacementMetrics(MeterRegistry registry) {
        replacements = new CountersByValue<>(
                registry,
                "lifeline.database.pool.replacements",
                "Replacements of all connections, by cause",
                "cause",
                ReplacementCause.class);
    }

    void replaced(ReplacementCause cause) {
        replacements.increment(cause);
    }
}
