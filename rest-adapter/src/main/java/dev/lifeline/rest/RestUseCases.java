package dev.lifeline.rest;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.port.in.CheckConnectionHealthUseCase;
import dev.lifeline.domain.port.in.CheckLifecycleUseCase;
import dev.lifeline.domain.port.in.CreateProjectUseCase;
import dev.lifeline.domain.port.in.DeleteProjectUseCase;
import dev.lifeline.domain.port.in.ExportMetricsUseCase;
import dev.lifeline.domain.port.in.FindProjectUseCase;
import dev.lifeline.domain.port.in.ListProjectsUseCase;
import dev.lifeline.domain.port.in.ReconnectDatabaseUseCase;
import dev.lifeline.domain.port.in.ReplaceProjectUseCase;

/** Use cases that clients can call over HTTP. */
public record RestUseCases(
        FindProjectUseCase findProject,
        ListProjectsUseCase listProjects,
        CreateProjectUseCase createProject,
        ReplaceProjectUseCase replaceProject,
        DeleteProjectUseCase deleteProject,
        CheckConnectionHealthUseCase connectionHealth,
        ReconnectDatabaseUseCase reconnectDatabase,
        CheckLifecycleUseCase lifecycle,
        ExportMetricsUseCase exportMetrics,
        MonitoringUseCases monitoring) {

    public RestUseCases {
        requireNonNull(findProject, "findProject");
        requireNonNull(listProjects, "listProjects");
        requireNonNull(createProject, "createProject");
        requireNonNull(replaceProject, "replaceProject");
        requireNonNull(deleteProject, "deleteProject");
        requireNonNull(connectionHealth, "connectionHealth");
        requireNonNull(reconnectDatabase, "reconnectDatabase");
        requireNonNull(lifecycle, "lifecycle");
        requireNonNull(exportMetrics, "exportMetrics");
        requireNonNull(monitoring, "monitoring");
    }
}
