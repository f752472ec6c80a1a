package dev.lifeline.domain.project;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a write to a project. A refusal is an outcome, too: a retry with the same token returns it again.
 *
 * @param project the stored project; null unless the kind is {@link Kind#STORED}
 */
public record ProjectOutcome(Kind kind, @Nullable Project project) {

    /**
     * @throws IllegalArgumentException if the kind is STORED and the project is null, or the kind is another one and
     *     the project is not null
     */
    public ProjectOutcome {
        if ((kind == Kind.STORED) != (project != null)) {
            throw new IllegalArgumentException("A project belongs to STORED and nothing else, but not to " + kind);
        }
    }

    /** Kinds of outcomes. */
    public enum Kind {
        /** The project was created or replaced. */
        STORED,
        /** The project was deleted. */
        DELETED,
        /** Nothing was changed: another project has the slug. */
        SLUG_TAKEN,
        /** Nothing was changed: the project does not exist. */
        NOT_FOUND,
        /** Nothing was changed: the project has a version that the condition does not name. */
        OTHER_VERSION
    }

    /** Returns the outcome of a write that stored the project. */
    public static ProjectOutcome stored(Project project) {
        return new ProjectOutcome(Kind.STORED, project);
    }

    /** Returns an outcome without a project. */
    public static ProjectOutcome of(Kind kind) {
        return new ProjectOutcome(kind, null);
    }

    /** Returns the stored project; empty for other outcomes. */
    public Optional<Project> stored() {
        return Optional.ofNullable(project);
    }
}
