package dev.lifeline.domain.project;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored project.
 *
 * @param version number of changes since its creation
 */
public record Project(
        ProjectId id,
        Slug slug,
        String name,
        @Nullable String description,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public Project {
        requireNonNull(id, "id");
        requireNonNull(slug, "slug");
        requireNonNull(name, "name");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }
}
