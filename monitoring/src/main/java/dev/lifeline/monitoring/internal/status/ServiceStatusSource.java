package dev.lifeline.monitoring.internal.status;

import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.port.in.CheckConnectionHealthUseCase;
import dev.lifeline.domain.port.in.ShowStatusUseCase;
import dev.lifeline.domain.status.ServiceInstance;
import dev.lifeline.domain.status.ServiceStatus;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Assembles the status of the service. */
public final class ServiceStatusSource implements ShowStatusUseCase {
    private final CheckConnectionHealthUseCase health;
    private final RequestWindow requests;
    private final RecentChecks checks;
    private final Supplier<Optional<Incident>> outage;
    private final ServiceInstance instance;
    private final Clock clock;

    /** @param outage returns the ongoing outage, if there is one */
    public ServiceStatusSource(
            CheckConnectionHealthUseCase health,
            RequestWindow requests,
            RecentChecks checks,
            Supplier<Optional<Incident>> outage,
            ServiceInstance instance,
            Clock clock) {
        this.health = health;
        this.requests = requests;
        this.checks = checks;
        this.outage = outage;
        this.instance = instance;
        this.clock = clock;
    }

    @Override
    public ServiceStatus status() {
        return new ServiceStatus(
                health.health(),
                requests.figures(),
                checks.newest(),
                outage.get().orElse(null),
                instance,
                clock.instant());
    }
}
