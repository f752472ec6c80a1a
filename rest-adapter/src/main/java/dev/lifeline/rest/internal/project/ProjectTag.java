package dev.lifeline.rest.internal.project;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import dev.lifeline.domain.project.VersionCondition.ProjectVersion;
import java.util.Optional;

/**
 * Entity tag of a project. Contains the id, because a slug may be reused by another project with the same version
 * numbers.
 */
final class ProjectTag {
    private static final int ID_LENGTH = 36;
    private static final int MAX_DIGITS = 18;

    private ProjectTag() {}

    static String of(Project project) {
        return '"' + text(project.id(), project.version()) + '"';
    }

    /** Returns the version of a tag; empty if the text is not a tag of a project. */
    static Optional<ProjectVersion> version(String tag) {
        if (tag.length() < ID_LENGTH + 2 || tag.charAt(ID_LENGTH) != '-') {
            return Optional.empty();
        }
        String id = tag.substring(0, ID_LENGTH);
        String number = tag.substring(ID_LENGTH + 1);
        return ProjectId.isCanonical(id) && isNumber(number)
                ? Optional.of(new ProjectVersion(ProjectId.parse(id), Long.parseLong(number)))
                        .filter(version -> text(version.id(), version.number()).equals(tag))
                : Optional.empty();
    }

    private static String text(ProjectId id, long version) {
        return id + "-" + version;
    }

    private static boolean isNumber(String text) {
        return text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
