package dev.lifeline.domain.service;

import static java.lang.System.Logger.Level.DEBUG;
import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.port.in.FindProjectUseCase;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectReference;
import java.util.Optional;

/** Finds one project in the repository. */
public final class FindProjectService implements FindProjectUseCase {
    private static final System.Logger LOG = System.getLogger(FindProjectService.class.getName());

    private final ProjectRepository projects;

    public FindProjectService(ProjectRepository projects) {
        this.projects = requireNonNull(projects, "projects");
    }

    @Override
    public Optional<Project> find(ProjectReference reference) {
        if (LOG.isLoggable(DEBUG)) {
            LOG.log(DEBUG, "Fetching project with ID: " + reference);
        }
        return projects.find(reference);
    }
}
