package dev.lifeline.monitoring.internal;

import dev.lifeline.domain.metrics.MetricsExport;
import dev.lifeline.domain.port.in.ExportMetricsUseCase;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Hands out all metrics as text. Safe for use by several threads. */
public final class MetricsExporter implements ExportMetricsUseCase {
    private final PrometheusMeterRegistry registry;
    private volatile Runnable preparation = () -> {};

    /** Exports what the registry holds. */
    public MetricsExporter(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /** From now on does this before each export. */
    public void beforeEachExport(Runnable work) {
        preparation = work;
    }

    /** One export at a time: readers are few, and the picture of the connection is not to change under one of them. */
    @Override
    public synchronized MetricsExport export(String accept) {
        preparation.run();
        String contentType = ExpositionFormat.negotiated(accept).contentType();
        return new MetricsExport(contentType, registry.scrape(contentType));
    }
}
