package dev.lifeline.domain.status;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.connection.CheckResult;
import dev.lifeline.domain.connection.ConnectionHealth;
import dev.lifeline.domain.incident.Incident;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the service is at one moment.
 *
 * @param checks the newest looks at the database, newest first
 * @param outage the outage under way, or null if there is none
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

    /** Whether anything but the time differs. */
    public boolean differsFrom(ServiceStatus other) {
        return !equals(new ServiceStatus(other.health, other.requests, other.checks, other.outage, other.instance, at));
    }
}
