package dev.lifeline.domain.project;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page of projects, ordered by slug, and where the next one begins. */
public final class ProjectPage {
    private final List<Project> projects;
    private final @Nullable Slug next;

    private ProjectPage(List<Project> projects, @Nullable Slug next) {
        this.projects = projects;
        this.next = next;
    }

    /**
     * Makes a page of what a store found when asked for one more than the limit: the surplus one is only a sign that
     * there is a next page.
     */
    public static ProjectPage of(List<Project> found, int limit) {
        if (found.size() <= limit) {
            return new ProjectPage(List.copyOf(found), null);
        }
        return new ProjectPage(
                List.copyOf(found.subList(0, limit)), found.get(limit - 1).slug());
    }

    /** The projects of this page. */
    public List<Project> projects() {
        return projects;
    }

    /** The slug behind which the next page begins, or nothing if this is the last one. */
    public Optional<Slug> next() {
        return Optional.ofNullable(next);
    }
}
