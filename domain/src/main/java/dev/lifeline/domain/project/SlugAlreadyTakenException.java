package dev.lifeline.domain.project;

/** There is another project with that slug. */
public final class SlugAlreadyTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Slug slug;

    public SlugAlreadyTakenException(Slug slug) {
        super("slug is already taken: " + slug);
        this.slug = slug;
    }

    /** The slug that somebody else has. */
    public Slug slug() {
        return slug;
    }
}
