package dev.lifeline.domain.port.in;

import dev.lifeline.domain.metrics.MetricsExport;

/** Exports all metrics. Safe for use by several threads; never accesses the database. */
public interface ExportMetricsUseCase {

    /**
     * Returns the current metrics.
     *
     * @param accept the media types that the client accepts, in the form of an HTTP Accept header
     */
    MetricsExport export(String accept);
}
