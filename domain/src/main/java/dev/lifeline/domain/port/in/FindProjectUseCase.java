package dev.lifeline.domain.port.in;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectReference;
import java.util.Optional;

/** Finds one project. Safe for use by several threads. */
public interface FindProjectUseCase {

    /**
     * Returns the project with that id or slug; empty if there is none. Retries transient failures and blocks at most
     * for the time that the repository is configured with.
     *
     * @throws DatabaseUnavailableException if the database could not be used in time
     */
    Optional<Project> find(ProjectReference reference);
}
