package dev.lifeline.domain.port.in;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.connection.TransactionInDoubtException;
import dev.lifeline.domain.project.NewProject;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.SlugAlreadyTakenException;

/** Creates projects. Safe for use by several threads. */
public interface CreateProjectUseCase {

    /**
     * Creates a project and returns it as stored.
     *
     * @throws SlugAlreadyTakenException if there is another project with that slug
     * @throws DatabaseUnavailableException if the database could not be used in time; nothing was created
     * @throws TransactionInDoubtException if the connection was lost while the database committed
     */
    Project create(NewProject project);
}
