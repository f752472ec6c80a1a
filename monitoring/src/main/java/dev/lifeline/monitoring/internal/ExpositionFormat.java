package dev.lifeline.monitoring.internal;

import java.util.Arrays;
import java.util.Locale;

/** The formats in which metrics leave, and which of them a reader gets. */
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
     * OpenMetrics for who asks for version 1.0.0 of it, or for any, and does not like text better; text for everybody else,
     * whatever they ask for: a reader that cannot name its format is better off with some metrics than with none.
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

    /** Whether the range has the parameter, or none that begins like it. */
    private static boolean has(String[] parts, String parameter, String beginning) {
        return Arrays.asList(parts).contains(parameter)
                || Arrays.stream(parts).noneMatch(part -> part.startsWith(beginning));
    }

    /** How much the reader likes the range (RFC 9110, 12.4.2): 1 unless said, 0 if unreadable. */
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
