package dev.lifeline.domain.service;

import static java.util.Objects.requireNonNull;

import dev.lifeline.domain.port.in.ReplaceProjectUseCase;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;

/** Replaces projects in the repository. */
public final class ReplaceProjectService implements ReplaceProjectUseCase {
    private final ProjectRepository projects;

    public ReplaceProjectService(ProjectRepository projects) {
        this.projects = requireNonNull(projects, "projects");
    }

    @Override
    public WriteResult<ProjectOutcome> replace(
            WriteToken token, ProjectReference reference, NewProject content, VersionCondition condition) {
        return projects.replace(token, reference, content, condition);
    }
}
