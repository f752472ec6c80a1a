package dev.lifeline.domain.status;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.incident.Incident;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Status of the service at one moment.
 *
 * @param checks the newest health checks, newest first
 * @param outage the ongoing outage, or null
 * @param at the moment
 */
public record ServiceStatus(
        ConnectionHealth health,
        RequestFigures requests,
        List<CheckResult> checks,
        @Nullable Incident outage,
        ServiceInstance instance,
        Instant at) {

    public ServiceStatus {
        requireNonNull(health, "health");
        requireNonNull(requests, "requests");
        checks = List.copyOf(checks);
        requireNonNull(instance, "instance");
        requireNonNull(at, "at");
    }

    /** Returns whether the other status differs in anything but its time. */
    public boolean differsFrom(ServiceStatus other) {
        return !equals(new ServiceStatus(other.health, other.requests, other.checks, other.outage, other.instance, at));
    }
}
