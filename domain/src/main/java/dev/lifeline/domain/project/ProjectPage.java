package dev.lifeline.domain.project;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page of projects, ordered by slug, and the start of the next page. Immutable. */
public final class ProjectPage {
    private final List<Project> projects;
    private final @Nullable Slug next;

    private ProjectPage(List<Project> projects, @Nullable Slug next) {
        this.projects = projects;
        this.next = next;
    }

    /**
     * Creates a page from the result of a query that asked for one project more than the limit. The extra project is
     * not part of the page; it only shows that there is a next page.
     */
    public static ProjectPage of(List<Project> found, int limit) {
        if (found.size() <= limit) {
            return new ProjectPage(List.copyOf(found), null);
        }
        return new ProjectPage(
                List.copyOf(found.subList(0, limit)), found.get(limit - 1).slug());
    }

    /** Returns the projects of this page. */
    public List<Project> projects() {
        return projects;
    }

    /** Returns the slug after which the next page begins; empty if this is the last page. */
    public Optional<Slug> next() {
        return Optional.ofNullable(next);
    }
}
