package dev.lifeline.monitoring.internal.incident;

import dev.lifeline.domain.incident.Incident;
import dev.lifeline.domain.port.in.ListIncidentsUseCase;
import java.util.List;

/** Returns the newest incidents. */
public final class IncidentList implements ListIncidentsUseCase {
    private final IncidentHistory history;

    public IncidentList(IncidentHistory history) {
        this.history = history;
    }

    @Override
    public List<Incident> newest(int limit) {
        return history.newest(limit);
    }
}
