package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.GenerationReplaced;
import dev.lifeline.domain.connection.ConnectionEvent.ReplacementCause;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts pool replacements. */
final class ReplacementMetrics implements ConnectionEventListener {
    private final CountersByValue<ReplacementCause> replacements;

    ReplacementMetrics(MeterRegistry registry) {
        replacements = new CountersByValue<>(
                registry,
                "lifeline.database.pool.replacements",
                "Replacements of all connections, by why",
                "cause",
                ReplacementCause.class);
    }

    @Override
    public void on(ConnectionEvent event) {
        if (event instanceof GenerationReplaced replaced) {
            replacements.increment(replaced.cause());
        }
    }
}
