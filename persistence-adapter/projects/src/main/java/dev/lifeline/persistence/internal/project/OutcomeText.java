package dev.lifeline.persistence.internal.project;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import dev.lifeline.domain.project.ProjectOutcome;
import dev.lifeline.domain.project.ProjectOutcome.Kind;
import dev.lifeline.domain.project.Slug;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Text form of a write outcome, stored with the receipt. Contains the kind and, for a stored project, one line per
 * field. Only the last field, the description, may contain line breaks; a leading sign distinguishes an empty
 * description from none.
 */
final class OutcomeText {
    private static final int LINES = 8;
    private static final String PRESENT = "+";

    private OutcomeText() {}

    static String of(ProjectOutcome outcome) {
        return outcome.stored()
                .map(project -> String.join(
                        "\n",
                        outcome.kind().name(),
                        project.id().toString(),
                        project.slug().value(),
                        project.createdAt().toString(),
                        project.updatedAt().toString(),
                        Long.toString(project.version()),
                        project.name(),
                        project.description() == null ? "" : PRESENT + project.description()))
                .orElseGet(() -> outcome.kind().name());
    }

    static ProjectOutcome parse(String text) {
        String[] lines = text.split("\n", LINES);
        Kind kind = Kind.valueOf(lines[0]);
        return kind == Kind.STORED ? ProjectOutcome.stored(project(lines)) : ProjectOutcome.of(kind);
    }

    private static Project project(String[] lines) {
        return new Project(
                ProjectId.parse(lines[1]),
                new Slug(lines[2]),
                lines[6],
                description(lines[7]),
                Instant.parse(lines[3]),
                Instant.parse(lines[4]),
                Long.parseLong(lines[5]));
    }

    private static @Nullable String description(String line) {
        return line.isEmpty() ? null : line.substring(PRESENT.length());
    }
}
