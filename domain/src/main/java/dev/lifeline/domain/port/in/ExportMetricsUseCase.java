package dev.lifeline.domain.port.in;

import dev.lifeline.domain.metrics.MetricsExport;

/** Hands out all measurements. Safe for use by several threads; never touches the database. */
public interface ExportMetricsUseCase {

    /**
     * The measurements now.
     *
     * @param accept the media types that the reader takes, in the form of an HTTP Accept header
     */
    MetricsExport export(String accept);
}
