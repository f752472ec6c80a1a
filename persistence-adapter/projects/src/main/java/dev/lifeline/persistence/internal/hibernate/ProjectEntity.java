package dev.lifeline.persistence.internal.hibernate;

import dev.lifeline.domain.project.Project;
import dev.lifeline.domain.project.ProjectId;
import dev.lifeline.domain.project.Slug;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Row of {@code projects}, for reading only: native statements write rows and leave default values to the database. */
@Entity(name = "Project")
@Table(name = "projects")
class ProjectEntity {
    /** Columns for native statements. */
    static final String COLUMNS = "id, slug, name, description, created_at, updated_at, version";

    @Id
    private UUID id;

    private String slug;

    private String name;

    private @Nullable String description;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    private long version;

    /** Required by Hibernate, which sets the fields. */
    @SuppressWarnings("NullAway.Init")
    protected ProjectEntity() {}

    Project toProject() {
        return new Project(new ProjectId(id), new Slug(slug), name, description, createdAt, updatedAt, version);
    }
}
