package dev.lifeline.monitoring.internal.metrics;

import dev.lifeline.domain.metrics.MetricsExport;
import dev.lifeline.domain.port.in.ExportMetricsUseCase;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Exports all metrics as text. Safe for use by several threads. */
public final class MetricsExporter implements ExportMetricsUseCase {
    private final PrometheusMeterRegistry registry;
    private volatile Runnable preparation = () -> {};

    /** Creates an exporter of the registry. */
    public MetricsExporter(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /** Adds work to run before each export. */
    public void beforeEachExport(Runnable work) {
        preparation = work;
    }

    /**
     * Runs one export at a time: there are few clients, and the snapshot of the connection must not change during an
     * export.
     */
    @Override
    public synchronized MetricsExport export(String accept) {
        preparation.run();
        String contentType = ExpositionFormat.negotiated(accept).contentType();
        return new MetricsExport(contentType, registry.scrape(contentType));
    }
}
