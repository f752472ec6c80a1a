package dev.lifeline.domain.project;

import org.jspecify.annotations.Nullable;

/**
 * Selects the projects to list: one page, ordered by slug.
 *
 * @param limit maximum number of projects, 1 to {@value #MAX_LIMIT}
 * @param after slug after which the page begins, or null for the first page
 * @param text text that the slug or the name must contain, regardless of case, or null for all projects; at most
 *     {@value #MAX_TEXT_LENGTH} characters
 */
public record ProjectQuery(int limit, @Nullable Slug after, @Nullable String text) {

    /** Page size if the client gives none. */
    public static final int DEFAULT_LIMIT = 20;

    /** Maximum page size. */
    public static final int MAX_LIMIT = 100;

    /** Maximum length of the search text, in characters. */
    public static final int MAX_TEXT_LENGTH = 100;

    /**
     * @throws InvalidInputException if the limit or the text is out of bounds; the fields are named {@code limit} and
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

    /** Returns the query for the first page of all projects, with the default limit. */
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
