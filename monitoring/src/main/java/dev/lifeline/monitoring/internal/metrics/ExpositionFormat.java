package dev.lifeline.monitoring.internal.metrics;

import java.util.Arrays;
import java.util.Locale;

/** Formats of the metrics, and their negotiation. */
enum ExpositionFormat {
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    ExpositionFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /**
     * Returns OpenMetrics if the client accepts version 1.0.0 of it, or any version, and does not prefer text;
     * otherwise text, even if the client accepts neither: some metrics are better than none.
     */
    static ExpositionFormat negotiated(String accept) {
        double openMetrics = 0;
        double text = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.replace(" ", "").split(";", -1);
            if (parts[0].equals("application/openmetrics-text") && has(parts, "version=1.0.0", "version=")) {
                openMetrics = Math.max(openMetrics, quality(parts));
            } else if (parts[0].equals("text/plain")) {
                text = Math.max(text, quality(parts));
            }
        }
        return openMetrics > 0 && openMetrics >= text ? OPEN_METRICS : TEXT;
    }

    /** Returns whether the range has the parameter, or no parameter with that beginning. */
    private static boolean has(String[] parts, String parameter, String beginning) {
        return Arrays.asList(parts).contains(parameter)
                || Arrays.stream(parts).noneMatch(part -> part.startsWith(beginning));
    }

    /** Returns the quality value of the range (RFC 9110, 12.4.2): 1 if missing, 0 if invalid. */
    private static double quality(String[] parts) {
        return Arrays.stream(parts)
                .filter(part -> part.startsWith("q="))
                .mapToDouble(part -> number(part.substring(2)))
                .findFirst()
                .orElse(1);
    }

    private static double number(String text) {
        return text.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(text) : 0;
    }
}
