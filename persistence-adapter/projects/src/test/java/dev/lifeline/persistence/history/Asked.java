package dev.lifeline.persistence.history;

import dev.lifeline.domain.project.ProjectId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A write that somebody asks for. Its key and its name are its own: a state tells by its name who wrote it.
 *
 * @param key of the token
 * @param slug that the project is to have; of a delete, that it had
 * @param name that the project is to have
 * @param id of the project to change, null for one to be created
 * @param version that it must be in, null for any
 */
public record Asked(String key, Kind kind, String slug, String name, @Nullable ProjectId id, @Nullable Long version) {

    /** The kinds of writes. */
    public enum Kind {
        /** A new project. */
        CREATE,
        /** Other content for a project, its slug included. */
        REPLACE,
        /** A project is to go. */
        DELETE
    }

    static Asked create(String slug, String name) {
        return new Asked(newKey(), Kind.CREATE, slug, name, null, null);
    }

    static Asked replace(ProjectId id, @Nullable Long version, String slug, String name) {
        return new Asked(newKey(), Kind.REPLACE, slug, name, id, version);
    }

    static Asked delete(ProjectId id, @Nullable Long version, String slug) {
        return new Asked(newKey(), Kind.DELETE, slug, "", id, version);
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}
