package dev.lifeline.domain.port.in;

import dev.lifeline.domain.metrics.MetricsExport;

/** Exports all metrics. Safe for use by several threads; never accesses the database. */
public interface ExportMetricsUseCase {

    /**
     * Returns the current metrics.
     *
     * @param accept media types that the client accepts, separated by commas, each with its parameters
     */
    MetricsExport export(String accept);
}
