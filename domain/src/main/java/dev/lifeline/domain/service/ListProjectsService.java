package dev.lifeline.domain.service;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.port.in.ListProjectsUseCase;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;

/** Lists the projects of the repository. */
public final class ListProjectsService implements ListProjectsUseCase {
    private final ProjectRepository projects;

    public ListProjectsService(ProjectRepository projects) {
        this.projects = requireNonNull(projects, "projects");
    }

    @Override
    public ProjectPage list(ProjectQuery query) {
        return projects.list(query);
    }
}
