package dev.lifeline.domain.project;

import java.util.Set;

/** Which version of a project somebody means to change: whoever did not see the newest one must look first. */
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

    /** Whatever version there is. */
    public static VersionCondition any() {
        return ANY;
    }

    /** One of these versions; none at all if there are none. */
    public static VersionCondition oneOf(Set<ProjectVersion> versions) {
        return new VersionCondition(false, Set.copyOf(versions));
    }

    /** Whether a project is in such a version. */
    public boolean holdsFor(Project project) {
        return any || versions.contains(new ProjectVersion(project.id(), project.version()));
    }
}
