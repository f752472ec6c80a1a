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
 * Where projects are kept. Safe for use by several threads. Every method may throw {@link DatabaseUnavailableException}, and
 * then nothing was changed. Those that change something do so once for each token, and may throw
 * {@link TransactionInDoubtException}, {@link TokenReusedException} and {@link WriteInProgressException}.
 */
public interface ProjectRepository {

    /** The project of that id or slug, or nothing if there is none. */
    Optional<Project> find(ProjectReference reference);

    /** One page of projects, ordered by slug, as a comparison of code points orders them. */
    ProjectPage list(ProjectQuery query);

    /** Stores a new project, unless its slug is taken; the store gives it its id, its times and version 0. */
    WriteResult<ProjectOutcome> create(WriteToken token, NewProject project);

    /**
     * Puts other content in the place of a project's, and counts its version up by one, if there is such a project, the
     * condition holds, and no other project has the slug.
     */
    WriteResult<ProjectOutcome> replace(
            WriteToken token, ProjectReference reference, NewProject content, VersionCondition condition);

    /** Removes a project, if there is one and the condition holds. */
    WriteResult<ProjectOutcome> delete(WriteToken token, ProjectReference reference, VersionCondition condition);

    /**
     * Stores a new project under a token of its own.
     *
     * @throws SlugAlreadyTakenException if there is another project with that slug
     */
    default Project create(NewProject project) {
        return create(WriteToken.random("create"), project)
                .value()
                .stored()
                .orElseThrow(() -> new SlugAlreadyTakenException(project.slug()));
    }
}
