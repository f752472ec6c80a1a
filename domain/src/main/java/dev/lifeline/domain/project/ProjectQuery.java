package dev.lifeline.domain.project;

import org.jspecify.annotations.Nullable;

/**
 * Which projects to list: a page of them, ordered by slug.
 *
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 * @param after the slug behind which the page begins, or null for the first page
 * @param text what the slug or the name must contain, in any case of letters, or null for all; at most
 *     {@value #MAX_TEXT_LENGTH} characters
 */
public record ProjectQuery(int limit, @Nullable Slug after, @Nullable String text) {

    /** The size of a page when nobody says otherwise. */
    public static final int DEFAULT_LIMIT = 20;

    /** The largest page there is. */
    public static final int MAX_LIMIT = 100;

    /** The longest text to search for. */
    public static final int MAX_TEXT_LENGTH = 100;

    /**
     * @throws InvalidInputException if the limit or the text is out of bounds; the fields are called {@code limit} and
     *     {@code q}
     */
    public ProjectQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInputException("limit", "must be a number from 1 to " + MAX_LIMIT);
        }
        if (text != null) {
            checkText(text);
        }
    }

    /** The first page of all projects. */
    public static ProjectQuery firstPage() {
        return new ProjectQuery(DEFAULT_LIMIT, null, null);
    }

    private static void checkText(String text) {
        if (text.isEmpty() || text.length() > MAX_TEXT_LENGTH) {
            throw new InvalidInputException("q", "must have 1 to " + MAX_TEXT_LENGTH + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInputException("q", "must not contain control characters");
        }
        TextRules.requireWellFormed("q", text);
    }
}
