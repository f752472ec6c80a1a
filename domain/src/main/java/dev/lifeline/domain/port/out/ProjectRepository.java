package dev.lifeline.domain.port.out;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.SlugAlreadyTakenException;
import dev.lifeline.domain.project.VersionCondition;
import dev.lifeline.domain.write.TokenReusedException;
import dev.lifeline.domain.write.WriteInProgressException;
import dev.lifeline.domain.write.WriteResult;
import dev.lifeline.domain.write.WriteToken;
import java.util.Optional;

/**
 * Store of projects. Safe for use by several threads. Every method blocks for a bounded time, retries transient
 * failures, and may throw {@link DatabaseUnavailableException}; nothing was changed in that case. Methods with a token
 * write once per token and may also throw {@link TransactionInDoubtException}, {@link TokenReusedException} and {@link
 * WriteInProgressException}.
 */
public interface ProjectRepository {

    /** Returns the project with that id or slug; empty if there is none. */
    Optional<Project> find(ProjectReference reference);

    /** Returns one page of projects, ordered by slug in code point order. */
    ProjectPage list(ProjectQuery query);

    /** Stores a new project, unless its slug is taken. The store assigns its id, its timestamps and version 0. */
    WriteResult<ProjectOutcome> create(WriteToken token, NewProject project);

    /**
     * Replaces the content of a project and increments its version by one, if the project exists, the condition holds
     * and no other project has the slug.
     */
    WriteResult<ProjectOutcome> replace(
            WriteToken token, ProjectReference reference, NewProject content, VersionCondition condition);

    /** Deletes a project, if it exists and the condition holds. */
    WriteResult<ProjectOutcome> delete(WriteToken token, ProjectReference reference, VersionCondition condition);

    /**
     * Stores a new project under a random token.
     *
     * @throws SlugAlreadyTakenException if another project has that slug
     */
    default Project create(NewProject project) {
        return create(WriteToken.random("create"), project)
                .value()
                .stored()
                .orElseThrow(() -> new SlugAlreadyTakenException(project.slug()));
    }
}
