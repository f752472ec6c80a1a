package dev.lifeline.persistence.internal.project;

import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.persistence.internal.policy.ResilientExecutor;
import java.util.Optional;

/** Runs every call under the recovery engine's policies. */
public final class ResilientProjectRepository implements ProjectRepository {
    private final ProjectRepository plain;
    private final ResilientExecutor executor;

    /** The plain repository with the policies around it. */
    public ResilientProjectRepository(ProjectRepository plain, ResilientExecutor executor) {
        this.plain = plain;
        this.executor = executor;
    }

    @Override
    public Optional<Project> find(ProjectReference reference) {
        return executor.run(() -> plain.find(reference));
    }

    @Override
    public ProjectPage list(ProjectQuery query) {
        return executor.run(() -> plain.list(query));
    }

    @Override
    public Project create(NewProject project) {
        return executor.run(() -> plain.create(project));
    }
}
