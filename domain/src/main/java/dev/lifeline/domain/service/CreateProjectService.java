package dev.lifeline.domain.service;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.port.in.CreateProjectUseCase;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.write.WriteToken;
import dev.lifeline.domain.write.Written;

/** Creates projects in the repository. */
public final class CreateProjectService implements CreateProjectUseCase {
    private final ProjectRepository projects;

    public CreateProjectService(ProjectRepository projects) {
        this.projects = requireNonNull(projects, "projects");
    }

    @Override
    public Written<ProjectOutcome> create(WriteToken token, NewProject project) {
        return projects.create(token, project);
    }
}
