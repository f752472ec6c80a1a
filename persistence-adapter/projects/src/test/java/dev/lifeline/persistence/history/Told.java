package dev.lifeline.persistence.history;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A write, and what became of it in the end.
 *
 * @param begun when it was first asked for, in nanoseconds
 * @param ended when its last answer came
 * @param outcome null if that was an error, and nothing may ever be seen of the write
 */
public record Told(Asked asked, long begun, long ended, @Nullable ProjectOutcome outcome) {

    /** The state that it brought about. */
    Optional<Project> state() {
        return Optional.ofNullable(outcome).flatMap(ProjectOutcome::stored);
    }

    boolean is(ProjectOutcome.Kind kind) {
        return outcome != null && outcome.kind() == kind;
    }
}
