package dev.lifeline.domain.service;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.port.in.CreateProjectUseCase;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;

/** Creates projects in the repository. */
public final class CreateProjectService implements CreateProjectUseCase {
    private final ProjectRepository projects;

    public CreateProjectService(ProjectRepository projects) {
        this.projects = requireNonNull(projects, "projects");
    }

    @Override
    public WriteResult<ProjectOutcome> create(WriteToken token, NewProject project) {
        return projects.create(token, project);
    }
}
