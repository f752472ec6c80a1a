package dev.lifeline.domain.metrics;

import static java.util.Objects.requireNonNull;

/**
 * All metrics in a text format.
 *
 * @param contentType media type of the format, with parameters
 * @param body the metrics
 */
public record MetricsExport(String contentType, String body) {

    public MetricsExport {
        requireNonNull(contentType, "contentType");
        requireNonNull(body, "body");
    }
}
