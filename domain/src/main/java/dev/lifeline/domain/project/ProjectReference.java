package dev.lifeline.domain.project;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/** Reference to a project: either its id or its slug. */
public sealed interface ProjectReference {

    /**
     * Parses a reference. Only the canonical form of a UUID is an id; all other text must be a slug.
     *
     * @throws InvalidInputException if the text is neither; the field is named {@code idOrSlug}
     */
    static ProjectReference parse(String text) {
        return ProjectId.isCanonical(text) ? new ById(ProjectId.parse(text)) : new BySlug(Slug.parse(text, "idOrSlug"));
    }

    /** Applies the function for this kind of reference. */
    <T> T fold(Function<? super ProjectId, T> byId, Function<? super Slug, T> bySlug);

    /** A reference by id. */
    record ById(ProjectId id) implements ProjectReference {
        public ById {
            requireNonNull(id, "id");
        }

        @Override
        public <T> T fold(Function<? super ProjectId, T> byId, Function<? super Slug, T> bySlug) {
            return byId.apply(id);
        }

        @Override
        public String toString() {
            return id.toString();
        }
    }

    /** A reference by slug. */
    record BySlug(Slug slug) implements ProjectReference {
        public BySlug {
            requireNonNull(slug, "slug");
        }

        @Override
        public <T> T fold(Function<? super ProjectId, T> byId, Function<? super Slug, T> bySlug) {
            return bySlug.apply(slug);
        }

        @Override
        public String toString() {
            return slug.toString();
        }
    }
}
