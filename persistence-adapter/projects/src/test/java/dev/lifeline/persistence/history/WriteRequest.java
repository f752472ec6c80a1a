package dev.lifeline.persistence.history;

import dev.lifeline.domain.project.ProjectId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A requested write. Its key and project name are unique, so that a project's name identifies the write.
 *
 * @param key key of the token
 * @param slug slug that the project is to get; for a delete, the slug that it had
 * @param name name that the project is to get
 * @param id project to change, or null to create one
 * @param version required version, or null for any
 */
public record WriteRequest(
        String key, Kind kind, String slug, String name, @Nullable ProjectId id, @Nullable Long version) {

    /** Kinds of writes. */
    public enum Kind {
        /** Creates a project. */
        CREATE,
        /** Replaces the content of a project, including its slug. */
        REPLACE,
        /** Deletes a project. */
        DELETE
    }

    static WriteRequest create(String slug, String name) {
        return new WriteRequest(newKey(), Kind.CREATE, slug, name, null, null);
    }

    static WriteRequest replace(ProjectId id, @Nullable Long version, String slug, String name) {
        return new WriteRequest(newKey(), Kind.REPLACE, slug, name, id, version);
    }

    static WriteRequest delete(ProjectId id, @Nullable Long version, String slug) {
        return new WriteRequest(newKey(), Kind.DELETE, slug, "", id, version);
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
