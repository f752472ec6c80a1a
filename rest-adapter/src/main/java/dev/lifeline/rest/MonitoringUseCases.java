package dev.lifeline.rest;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.port.in.FollowEventsUseCase;
import dev.lifeline.domain.port.in.ListIncidentsUseCase;
import dev.lifeline.domain.port.in.ShowStatusUseCase;

/** Use cases for monitoring over HTTP. */
public record MonitoringUseCases(
        ShowStatusUseCase showStatus, ListIncidentsUseCase listIncidents, FollowEventsUseCase followEvents) {

    public MonitoringUseCases {
        requireNonNull(showStatus, "showStatus");
        requireNonNull(listIncidents, "listIncidents");
        requireNonNull(followEvents, "followEvents");
    }
}
