package dev.lifeline.domain.port.in;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;

/** Lists projects page by page. Safe for use by several threads. */
public interface ListProjectsUseCase {

    /**
     * One page of projects, ordered by slug.
     *
     * @throws DatabaseUnavailableException if the database could not be used in time
     */
    ProjectPage list(ProjectQuery query);
}
