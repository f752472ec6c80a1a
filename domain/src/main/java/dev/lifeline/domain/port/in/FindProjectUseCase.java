package dev.lifeline.domain.port.in;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectReference;
import java.util.Optional;

/** Looks up one project. Safe for use by several threads. */
public interface FindProjectUseCase {

    /**
     * The project of that id or slug, or nothing if there is none. Blocks while a failure may pass, within the bounds that
     * the store is configured with.
     *
     * @throws DatabaseUnavailableException if the database could not be used in time
     */
    Optional<Project> find(ProjectReference reference);
}
