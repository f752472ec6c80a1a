package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.connection.ConnectionEvent;
import dev.lifeline.domain.connection.ConnectionEvent.CutCause;
import dev.lifeline.domain.connection.ConnectionEvent.FlowCut;
import dev.lifeline.domain.port.out.ConnectionEventListener;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the connections that were cut because nobody would ever get an answer over them. */
final class FlowMetrics implements ConnectionEventListener {
    private final CountersByValue<CutCause> cuts;

    FlowMetrics(MeterRegistry registry) {
        cuts = new CountersByValue<>(
                registry,
                "lifeline.database.flows.cut",
                "Connections cut while somebody waited in vain, by why",
                "cause",
                CutCause.class);
    }

    @Override
    public void on(ConnectionEvent event) {
        if (event instanceof FlowCut cut) {
            cuts.increment(cut.cause());
        }
    }
}
