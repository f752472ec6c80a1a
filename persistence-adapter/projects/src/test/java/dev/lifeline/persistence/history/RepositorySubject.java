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

/** A repository in this process. */
record RepositorySubject(ProjectRepository projects) implements Subject {

    @Override
    public WriteResult<ProjectOutcome> write(Asked asked) {
        WriteToken token = WriteToken.of("history", asked.key());
        return switch (asked.kind()) {
            case CREATE -> projects.create(token, content(asked));
            case REPLACE -> projects.replace(token, target(asked), content(asked), condition(asked));
            case DELETE -> projects.delete(token, target(asked), condition(asked));
        };
    }

    private static NewProject content(Asked asked) {
        return new NewProject(new Slug(asked.slug()), asked.name(), null);
    }

    private static ProjectReference target(Asked asked) {
        return new ProjectReference.ById(asked.id());
    }

    private static VersionCondition condition(Asked asked) {
        return asked.version() == null
                ? VersionCondition.any()
                : VersionCondition.oneOf(Set.of(new ProjectVersion(asked.id(), asked.version())));
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
