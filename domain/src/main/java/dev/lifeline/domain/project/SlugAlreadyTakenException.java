package dev.lifeline.domain.project;

/** Another project has that slug. */
public final class SlugAlreadyTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Slug slug;

    public SlugAlreadyTakenException(Slug slug) {
        super("slug is already taken: " + slug);
        this.slug = slug;
    }

    /** Returns the slug that is taken. */
    public Slug slug() {
        return slug;
    }
}
