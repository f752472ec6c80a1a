package dev.lifeline.domain.project;

/**
 * Name of a project in URLs: 1 to {@value #MAX_LENGTH} characters, lower-case letters {@code a-z}, digits and single
 * hyphens between them. Never has the form of a project id, so that a reference is unambiguous.
 */
public record Slug(String value) implements Comparable<Slug> {

    /** Maximum length of a slug, in characters. */
    public static final int MAX_LENGTH = 100;

    /** @throws InvalidInputException if the text is not a slug; the field is named {@code slug} */
    public Slug {
        check(value, "slug");
    }

    /**
     * Parses a slug that the client sent in a field with another name.
     *
     * @throws InvalidInputException if the text is not a slug; names the given field
     */
    public static Slug parse(String text, String field) {
        check(text, field);
        return new Slug(text);
    }

    private static void check(String text, String field) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new InvalidInputException(field, "must have 1 to " + MAX_LENGTH + " characters");
        }
        if (!isHyphenatedWords(text)) {
            throw new InvalidInputException(
                    field, "must consist of lower-case letters a-z and digits, with single hyphens between them");
        }
        if (ProjectId.isCanonical(text)) {
            throw new InvalidInputException(field, "must not have the form of a UUID");
        }
    }

    private static boolean isHyphenatedWords(String text) {
        char previous = '-';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '-' ? previous == '-' : !isWordCharacter(c)) {
                return false;
            }
            previous = c;
        }
        return previous != '-';
    }

    private static boolean isWordCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    @Override
    public int compareTo(Slug other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
