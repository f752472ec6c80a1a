package dev.lifeline.domain.project;

import java.util.Set;

/** Condition on the version of a project that a write may change. Immutable. */
public final class VersionCondition {
    private static final VersionCondition ANY = new VersionCondition(true, Set.of());

    private final boolean any;
    private final Set<ProjectVersion> versions;

    private VersionCondition(boolean any, Set<ProjectVersion> versions) {
        this.any = any;
        this.versions = versions;
    }

    /**
     * One version of one project.
     *
     * @param number as in {@link Project#version}
     */
    public record ProjectVersion(ProjectId id, long number) {}

    /** Returns a condition that every version meets. */
    public static VersionCondition any() {
        return ANY;
    }

    /** Returns a condition that the given versions meet. No project meets it if the set is empty. */
    public static VersionCondition oneOf(Set<ProjectVersion> versions) {
        return new VersionCondition(false, Set.copyOf(versions));
    }

    /** Returns whether the project meets this condition. */
    public boolean holdsFor(Project project) {
        return any || versions.contains(new ProjectVersion(project.id(), project.version()));
    }
}
