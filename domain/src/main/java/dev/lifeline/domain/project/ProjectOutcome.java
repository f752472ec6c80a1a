package dev.lifeline.domain.project;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a change of a project. A refusal is an outcome, too: whoever asks again with the same token learns the same.
 *
 * @param project as it is now; null unless it was stored
 */
public record ProjectOutcome(Kind kind, @Nullable Project project) {

    /** @throws IllegalArgumentException if a stored project is missing, or one is given that was not stored */
    public ProjectOutcome {
        if ((kind == Kind.STORED) != (project != null)) {
            throw new IllegalArgumentException("A project belongs to STORED and nothing else, but not to " + kind);
        }
    }

    /** The kinds of outcomes. */
    public enum Kind {
        /** The project is created or replaced. */
        STORED,
        /** The project is gone. */
        DELETED,
        /** Nothing was changed: another project has that slug. */
        SLUG_TAKEN,
        /** Nothing was changed: there is no such project. */
        NOT_FOUND,
        /** Nothing was changed: the project is in another version than the caller means. */
        OTHER_VERSION
    }

    /** The project is stored like this. */
    public static ProjectOutcome stored(Project project) {
        return new ProjectOutcome(Kind.STORED, project);
    }

    /** An outcome without a project. */
    public static ProjectOutcome of(Kind kind) {
        return new ProjectOutcome(kind, null);
    }

    /** The project as it is now, if it was stored. */
    public Optional<Project> stored() {
        return Optional.ofNullable(project);
    }
}
