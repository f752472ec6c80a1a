package dev.lifeline.domain.metrics;

import static java.util.Objects.requireNonNull;

/**
 * All measurements in a text format.
 *
 * @param contentType the format, as a media type with its parameters
 */
public record MetricsExport(String contentType, String body) {

    public MetricsExport {
        requireNonNull(contentType, "contentType");
        requireNonNull(body, "body");
    }
}
