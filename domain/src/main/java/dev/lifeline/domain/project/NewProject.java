package dev.lifeline.domain.project;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Content of a project to create or to replace.
 *
 * @param name 1 to {@value #MAX_NAME_LENGTH} characters, not blank, no control characters
 * @param description at most {@value #MAX_DESCRIPTION_LENGTH} characters, no control characters other than line breaks
 *     and tabs; or null
 */
public record NewProject(Slug slug, String name, @Nullable String description) {

    /** Maximum length of a name, in characters. */
    public static final int MAX_NAME_LENGTH = 200;

    /** Maximum length of a description, in characters. */
    public static final int MAX_DESCRIPTION_LENGTH = 2_000;

    /**
     * @throws InvalidInputException if the name or the description breaks its rule
     */
    public NewProject {
        requireNonNull(slug, "slug");
        if (BlankText.isBlank(name) || name.length() > MAX_NAME_LENGTH) {
            throw new InvalidInputException("name", "must have 1 to " + MAX_NAME_LENGTH + " characters, not all blank");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInputException("name", "must not contain control characters");
        }
        TextRules.requireWellFormed("name", name);
        if (description != null) {
            checkDescription(description);
        }
    }

    private static void checkDescription(String description) {
        if (description.length() > MAX_DESCRIPTION_LENGTH) {
            throw new InvalidInputException(
                    "description", "must have at most " + MAX_DESCRIPTION_LENGTH + " characters");
        }
        if (description.chars().anyMatch(c -> Character.isISOControl(c) && !isLayout(c))) {
            throw new InvalidInputException(
                    "description", "must not contain control characters other than line breaks and tabs");
        }
        TextRules.requireWellFormed("description", description);
    }

    private static boolean isLayout(int c) {
        return c == '\n' || c == '\r' || c == '\t';
    }
}
