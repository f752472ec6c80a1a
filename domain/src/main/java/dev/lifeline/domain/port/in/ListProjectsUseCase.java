package dev.lifeline.domain.port.in;

import dev.lifeline.domain.connection.DatabaseUnavailableException;
import dev.lifeline.domain.project.ProjectPage;
import dev.lifeline.domain.project.ProjectQuery;

/** Lists projects page by page. Safe for use by several threads. */
public interface ListProjectsUseCase {

    /**
     * Returns one page of projects, ordered by slug. Blocks for a bounded time, including retries.
     *
     * @throws DatabaseUnavailableException if the database could not be used in time
     */
    ProjectPage list(ProjectQuery query);
}
