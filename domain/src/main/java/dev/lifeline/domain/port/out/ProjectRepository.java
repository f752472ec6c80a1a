package dev.lifeline.domain.port.out;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.project.SlugAlreadyTakenException;
import java.util.Optional;

/**
 * Where projects are kept. Safe for use by several threads. Every method may throw {@link DatabaseUnavailableException}.
 */
public interface ProjectRepository {

    /** The project of that id or slug, or nothing if there is none. */
    Optional<Project> find(ProjectReference reference);

    /** One page of projects, ordered by slug, as a comparison of code points orders them. */
    ProjectPage list(ProjectQuery query);

    /**
     * Stores a new project; the store gives it its id, its times and version 0.
     *
     * @throws SlugAlreadyTakenException if there is another project with that slug
     * @throws TransactionInDoubtException if the connection was lost while the store committed
     */
    Project create(NewProject project);
}
