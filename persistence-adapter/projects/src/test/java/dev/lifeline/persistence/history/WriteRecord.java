package dev.lifeline.persistence.history;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A completed write.
 *
 * @param begun time of the first request, in nanoseconds
 * @param ended time of the last response, in nanoseconds
 * @param outcome null if the last response was an error; the write must have had no effect then
 */
public record WriteRecord(WriteRequest request, long begun, long ended, @Nullable ProjectOutcome outcome) {

    /** Returns the state that the write created. */
    Optional<Project> state() {
        return Optional.ofNullable(outcome).flatMap(ProjectOutcome::stored);
    }

    boolean is(ProjectOutcome.Kind kind) {
        return outcome != null && outcome.kind() == kind;
    }
}
