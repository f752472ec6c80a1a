package dev.lifeline.monitoring;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Registry of the host, such as that of Spring Boot, in which the metrics of a connection are recorded as well.
 * Immutable.
 *
 * @param registry registry of the host, which it closes; its other metrics and its tags do not change
 * @param database value of the tag {@code database} of the connection's metrics: distinguishes several databases of a
 *     process; not blank
 */
public record HostMetrics(MeterRegistry registry, String database) {

    /** @throws IllegalArgumentException if the database is blank */
    public HostMetrics {
        requireNonNull(registry, "registry");
        if (database.isBlank()) {
            throw new IllegalArgumentException("database must name the database, but is blank");
        }
    }
}
