package dev.lifeline.persistence.history;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectReference;
import dev.lifeline.domain.write.WriteResult;
import java.util.List;
import java.util.Optional;

/**
 * System under test, which stores projects. Throws the exceptions of {@link
 * dev.lifeline.domain.port.out.ProjectRepository}. Safe for use by several threads.
 */
public interface Subject {

    /** Runs a write once, however often it is requested. */
    WriteResult<ProjectOutcome> write(WriteRequest request);

    /** Returns the project; empty if there is none. */
    Optional<Project> find(ProjectReference reference);

    /** Returns some projects. */
    List<Project> list();
}
