package dev.lifeline.persistence.history;

import dev.lifeline.domain.port.out.ProjectRepository;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.Slug;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.project.VersionCondition.ProjectVersion;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Repository in this process. */
record RepositorySubject(ProjectRepository projects) implements Subject {

    @Override
    public WriteResult<ProjectOutcome> write(WriteRequest request) {
        WriteToken token = WriteToken.of("history", request.key());
        return switch (request.kind()) {
            case CREATE -> projects.create(token, content(request));
            case REPLACE -> projects.replace(token, target(request), content(request), condition(request));
            case DELETE -> projects.delete(token, target(request), condition(request));
        };
    }

    private static NewProject content(WriteRequest request) {
        return new NewProject(new Slug(request.slug()), request.name(), null);
    }

    private static ProjectReference target(WriteRequest request) {
        return new ProjectReference.ById(request.id());
    }

    private static VersionCondition condition(WriteRequest request) {
        return request.version() == null
                ? VersionCondition.any()
                : VersionCondition.oneOf(Set.of(new ProjectVersion(request.id(), request.version())));
    }

    @Override
    public Optional<Project> find(ProjectReference reference) {
        return projects.find(reference);
    }

    @Override
    public List<Project> list() {
        return projects.list(ProjectQuery.firstPage()).projects();
    }
}
