package dev.lifeline.persistence.internal.project;

import dev.lifeline.datasource.work.Lookup;
import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import java.util.Optional;

/** Batches project look-ups into shared statements; delegates all other calls. */
public final class BatchingProjectRepository implements ProjectRepository {
    private final ProjectRepository projects;
    private final Lookup<ProjectId, Project> byId;
    private final Lookup<Slug, Project> bySlug;

    /** @param projects repository for all calls other than look-ups */
    public BatchingProjectRepository(
            ProjectRepository projects, Lookup<ProjectId, Project> byId, Lookup<Slug, Project> bySlug) {
        this.projects = projects;
        this.byId = byId;
        this.bySlug = bySlug;
    }

    @Override
    public Optional<Project> find(ProjectReference reference) {
        return reference.fold(byId::find, bySlug::find);
    }

    @Override
    public ProjectPage list(ProjectQuery query) {
        return projects.list(query);
    }

    @Override
    public WriteResult<ProjectOutcome> create(WriteToken token, NewProject project) {
        return projects.create(token, project);
    }

    @Override
    public WriteResult<ProjectOutcome> replace(
            WriteToken token, ProjectReference reference, NewProject content, VersionCondition condition) {
        return projects.replace(token, reference, content, condition);
    }

    @Override
    public WriteResult<ProjectOutcome> delete(
            WriteToken token, ProjectReference reference, VersionCondition condition) {
        return projects.delete(token, reference, condition);
    }
}
