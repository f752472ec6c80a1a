package dev.lifeline.persistence.history;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.write.WriteResult;
import java.util.List;
import java.util.Optional;

/**
 * What is under test: where callers write and read projects. Throws what a {@link
 * dev.lifeline.domain.port.out.ProjectRepository} throws. Safe for use by several threads.
 */
public interface Subject {

    /** Does a write once, however often it is asked for. */
    WriteResult<ProjectOutcome> write(Asked asked);

    /** The project, if there is one. */
    Optional<Project> find(ProjectReference reference);

    /** Some projects. */
    List<Project> list();
}
