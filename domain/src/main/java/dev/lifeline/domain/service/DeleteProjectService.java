package dev.lifeline.domain.service;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.port.in.DeleteProjectUseCase;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;

/** Deletes projects in the repository. */
public final class DeleteProjectService implements DeleteProjectUseCase {
    private final ProjectRepository projects;

    public DeleteProjectService(ProjectRepository projects) {
        this.projects = requireNonNull(projects, "projects");
    }

    @Override
    public WriteResult<ProjectOutcome> delete(
            WriteToken token, ProjectReference reference, VersionCondition condition) {
        return projects.delete(token, reference, condition);
    }
}
